"""Which elements of HTML hold a quotation: the marks that each mail program leaves, and none of prose."""

import re

# Each name with the program that writes it. A Gmail reply keeps what is typed between its quotations inside
# "gmail_quote", so there only its blockquotes and its attribution count.
_NAMED = re.compile(
    r"(?:^|[\s_])(?:"
    r"gmail_attr|moz-cite-prefix|"  # Gmail, Thunderbird: the line that says who wrote
    r"(?:ydp\w*)?yahoo_quoted\w*|yahoo-quoted-\w*|"  # Yahoo
    r"divrplyfwdmsg|olk_src_body_section|ms-outlook-mobile-reference-message|"  # Outlook on the web, Mac, phones
    r"mail-editor-reference-message-container|wordsection_quote|"
    r"protonmail_quote|tutanota_quote|zmail_extra|zimbra-?quote\w*|"  # Proton, Tuta, Zoho, Zimbra
    r"reply-intro|replybody|isforwardcontent|isreplycontent|ntes_quote|"  # Roundcube, NetEase
    r"_originalcontent|originalcontent|response_container_bbppid|quoted_?response|"  # BlackBerry, Samsung
    r"missive_quote|front-blockquote|freshdesk_quote|hs_reply|messagereplysection|"  # shared inboxes, Spark
    r"quoted-?text|quotedtext|mailquote|mail_quote|replyblock|"
    r"gmail_extra"
    r")(?:$|[\s_\d])",
    re.IGNORECASE,
)
_MARKERS = frozenset(("__quoted_text__", "__headers__", "__divider__"))  # Zimbra's data-marker
# Outlook's "indent the original message", GMX and others: a coloured line along the left.
_LEFT_RULE = re.compile(r"border-left\s*:[^;]*(?:solid|\dp[xt])", re.IGNORECASE)
_NO_RULE = re.compile(r"border-left\s*:[^;]*(?:none|\b0p?[xt]?\b)", re.IGNORECASE)
# The "indent" button of Gmail and of Outlook on the web makes a blockquote of what is typed; WebKit's editing (Apple
# Mail, older browsers) gives it the class "webkit-indent-blockquote".
_INDENTED = re.compile(
    r"border(?:-\w+)?\s*:\s*(?:none|0)|^\s*margin-(?:top|bottom)\s*:\s*0[^;]*;\s*margin-\w+\s*:[^;]*;?\s*$",
    re.IGNORECASE,
)
_SET_IN = re.compile(r"(?:padding|padding-left|margin|margin-left)\s*:", re.IGNORECASE)


def is_quotation(tag: str, attributes: dict[str, str]) -> bool:
    """True for an element whose text its reader did not type."""
    if tag == "blockquote":
        named = attributes.get("type") or attributes.get("class", "")
        return not _INDENTED.search(attributes.get("style", "")) or bool(named and "-indent-" not in named)
    if not attributes or tag not in ("div", "p", "span", "section"):
        return False
    named = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if _NAMED.search(named) or attributes.get("data-marker", "").lower() in _MARKERS:
        return True
    if tag == "div" and attributes.get("name", "").lower() in ("quote", "messagereplysection"):
        return True
    style = attributes.get("style", "") if tag == "div" else ""
    return bool(style and _LEFT_RULE.search(style) and not _NO_RULE.search(style) and _SET_IN.search(style))
