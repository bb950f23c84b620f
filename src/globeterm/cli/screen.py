"""The reader's app as the command line runs it: what fails inside it comes back, and is not printed (SEC-20)."""

from globeterm.ui.app import GlobeApp


class GuardedApp(GlobeApp):
    """The app, which ends at a failure that nobody expected; Textual's own way is to print it with every variable."""

    failure: Exception | None = None

    def _handle_exception(self, error: Exception) -> None:
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *_renderables: object) -> None:
        """End without a word: the failure is told by who runs the app."""
        self._close_messages_no_wait()
