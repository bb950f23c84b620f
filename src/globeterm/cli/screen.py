"""The reader's app as the command line runs it: what fails inside it comes back, and is not printed (SEC-20)."""

from collections.abc import Callable

from globeterm.ui.app import GlobeApp


class GuardedApp(GlobeApp):
    """The app, which ends at a failure that nobody expected; Textual's own way is to print it with every variable."""

    failure: Exception | None = None
    report: Callable[[BaseException], str] | None = None

    def broken(self, error: BaseException) -> str:
        """Say that a part of the paper failed, and where the rest is written (FLT-46)."""
        return self.report(error) if self.report is not None else super().broken(error)

    def _handle_exception(self, error: Exception) -> None:
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *_renderables: object) -> None:
        """End without a word: the failure is told by who runs the app."""
        self._close_messages_no_wait()
