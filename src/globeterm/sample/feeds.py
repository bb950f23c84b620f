"""RSS as WordPress writes it: headline, section names, full text, and each field escaped in its own way."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from globeterm.sample.paper import Paper, excerpt
from globeterm.sample.stories import SampleStory

PER_PAGE = 10


def feed(paper: Paper, title: str, stories: Sequence[SampleStory], address: str) -> str:
    """One RSS 2.0 document. ``title`` is the channel's, "World – The Globe Post"; ``address`` the feed's own."""
    newest = stories[0].published if stories else paper.stories[0].published
    items = "".join(_item(paper, story) for story in stories)
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
	>

<channel>
	<title>{escape(title, quote=False).replace("–", "&#8211;")}</title>
	<atom:link href="{escape(address)}" rel="self" type="application/rss+xml" />
	<link>{paper.home}</link>
	<description></description>
	<lastBuildDate>{_date(newest)}</lastBuildDate>
	<language>en-US</language>
	<sy:updatePeriod>
	hourly	</sy:updatePeriod>
	<sy:updateFrequency>
	1	</sy:updateFrequency>
	<generator>https://wordpress.org/?v=6.1.9</generator>
{items}</channel>
</rss>
"""


def _item(paper: Paper, story: SampleStory) -> str:
    address = paper.address(story)
    creators = "".join(f"<dc:creator>{_cdata(escape(name, quote=False))}</dc:creator>" for name in story.bylines)
    names = [category.name for category in paper.categories if category.slug in story.sections]
    categories = "\n		".join(f"<category>{_cdata(name)}</category>" for name in (*names, *story.tags))
    words, cut = excerpt(story)
    summary = escape(words, quote=False) + (" [&#8230;]" if cut else "")
    return f"""	<item>
		<title>{escape(story.title, quote=False)}</title>
		<link>{address}</link>
					<comments>{address}#respond</comments>
		
		{creators}
		<pubDate>{_date(story.published)}</pubDate>
				{categories}
		<guid isPermaLink="false">{paper.home}/?p={paper.post_id(story)}</guid>

					<description>{_cdata(summary)}</description>
										<content:encoded>{_cdata(paper.content(story))}</content:encoded>
					
					<wfw:commentRss>{address}feed/</wfw:commentRss>
			<slash:comments>0</slash:comments>
		
			</item>
"""  # noqa: W293 - blank lines stand in it as they stand in WordPress's own


def _date(when: datetime) -> str:
    return format_datetime(when)


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]&gt;')}]]>"
