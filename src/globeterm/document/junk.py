"""What stands between the paragraphs of a page and is not the story (wordpress.md, section 7)."""

import re
from typing import Final

from globeterm.document.tree import Element, name_set, words_in

#: Elements that never hold a word of a story (SEC-09). ``noscript`` may hold the picture of a lazy ``<img>``.
DROPPED_TAGS: Final = name_set(
    "script style template svg canvas math-field button input select textarea option datalist nav menu dialog head "
    "title link meta base frame frameset noframes applet area map param source track progress meter"
)

#: Classes of WordPress' themes and plugins that are furniture wherever they stand.
_NAMES: Final = name_set("""
    jeg_post_tags jeg_pagelinks jeg_share_button jeg_share_top_container jeg_share_bottom_container jeg_ad code-block
    jeg_authorbox jnews_prev_next_container jnews_author_box_container jnews_related_post_container jeg_sharelist
    jnews_popup_post_container jnews_comment_container jeg_breadcrumbs jeg_meta_container jeg_post_meta jeg_sidebar
    sharedaddy sd-sharing sd-block jp-relatedposts jp-post-flair addtoany_share_save_container addtoany_content a2a_kit
    ssba ssbp-wrap essb_links heateor_sss_sharing_container heateorsssc dpsp-content-wrapper social-share social-icons
    social-links social-sharing share-buttons share-bar sharing-buttons post-share post-sharing article-share
    share-links shareaholic-canvas swp_social_panel mashsb-container simplesocialbuttons et_social_inline
    td-post-sharing td-post-sharing-top td-post-sharing-bottom td-post-source-tags td-post-next-prev td-author-box
    td_block_related_posts td-a-rec td-a-ad wp-polls
    crp_related yarpp yarpp-related rp4wp-related-posts related-posts relatedposts related-post related_posts
    related-articles related-stories related-content read-more-box also-read alsoread
    wp-block-jetpack-related-posts wp-block-jetpack-sharing-buttons wp-block-social-links wp-block-post-comments
    wp-block-comments wp-block-latest-posts wp-block-jetpack-subscriptions wp-block-search wp-block-post-navigation-link
    wp-block-loginout wp-block-categories wp-block-tag-cloud wp-block-post-terms wp-block-post-author
    newsletter newsletter-signup newsletter-form newsletter-box mc4wp-form mc_embed_signup subscribe-form signup-form
    tnp tnp-subscription mailmunch-forms-in-post-middle jetpack_subscription_widget
    author-box author-bio author-info author-description about-author abh_box saboxplugin-wrap pp-author-boxes-wrapper
    m-a-box entry-author post-author-box
    post-tags tags-links tag-links entry-tags cat-links entry-meta post-meta entry-footer post-footer entry-utility
    post-navigation nav-links navigation pagination page-links post-page-numbers paging breadcrumbs breadcrumb
    comments comments-area comment-list comment-respond respond disqus_thread fb-comments
    adsbygoogle advertisement ad-container ad-wrapper adbox ads ad-slot google-auto-placed ezoic-ad
    quads-location ai-viewports adthrive-ad mediavine dfp-ad banner-ad advads
    ez-toc-container toc_container lwptoc rank-math-toc wp-block-rank-math-toc-block
    screen-reader-text sr-only visually-hidden visuallyhidden assistive-text skip-link printfriendly pf-button
    wpulike post-ratings kk-star-ratings wpd-rating rating-form post-views
    cookie-notice cookie-banner gdpr popup modal-content edit-link mw-editsection
    """)
_PATTERNS: Final = re.compile(
    r"^(?:jeg_postblock|jnews_inline_related|crp_|yarpp|addtoany|sharedaddy|jp-relatedposts|heateor|essb|a2a_|"
    r"adsbygoogle|adsense|div-gpt-ad|google_ads|gpt-ad|taboola|outbrain|ob-widget|trc_|mc4wp|mailpoet|sumome|"
    r"related[-_]?(?:posts?|articles?|stories|news|links|topics)|share[-_]?(?:this|buttons?|bar|tools|icons|links)|"
    r"social[-_]?(?:share|sharing|media|icons|links|buttons|bar)|newsletter[-_]?(?:signup|form|box|widget|subscribe)|"
    r"(?:post|article|entry)[-_](?:share|sharing|social|related|nav(?:igation)?|tags?))\b",
    re.IGNORECASE,
)
#: What the JNews theme and its plugins put into a story. Their shortcodes are called so as well, so it is no prefix.
_OF_JNEWS: Final = re.compile(
    r"^(?:jeg|jnews)[-_](?:\w+[-_])??(?:ads?|share\w*|social\w*|authorbox|author_box|reviews?|reviewheader|reaction|donation|"
    r"push_notification|newsletter|subscribe|related|postblock|post_source|post_via|post_tags|meta|pagelinks|pagination|"
    r"navigation|block_navigation|block_heading|prevnext|prev_next|popup|comment|comments|breadcrumbs?|readmore|read_more|like|bookmark|"
    r"reading_progress|toc|splitpost_(?:bar|nav)|splitpost_bar|zoom|poll|login|cookie|gdpr|autoload|weather|search|trending|"
    r"view_counter|podcast_subscribe|video_playlist|music_playlist|carousel|heroblock|slider_wrapper)(?:[-_]|$)",
)
_HIDDEN: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
#: Names of the story itself, whatever other name stands beside them.
_BODIES: Final = name_set("entry-content post-content article-content article-body content-inner wp-block-post-content")
_AD_SLOT: Final = ("data-ad-client", "data-ad-slot", "data-ad-unit", "data-google-query-id")


def is_junk(element: Element) -> bool:
    """Whether ``element`` and all in it is furniture by its tag, its names, or because it is hidden."""
    if element.tag in DROPPED_TAGS:
        return True
    attributes = element.keys()
    if not attributes:
        return False
    if "hidden" in attributes or any(name in attributes for name in _AD_SLOT):
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    names = words_in(element, "class") | words_in(element, "id")
    return not names & _BODIES and any(
        name in _NAMES or _PATTERNS.match(name) or _OF_JNEWS.match(name) for name in names
    )
