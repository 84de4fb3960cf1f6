"""Everything the command says, in Chinese and English."""

from mulin.site.decide.words import Both

SENTENCES: Both = {
    "description": (
        "重算一次投票：下载的文件里，票、名册、规则和公布的结果对不对得上。",
        "Count a vote again: do ballots, roll, rule and published result of a bundle agree?",
    ),
    "file": ("从结果页下载的 .zip 文件", "the .zip file downloaded from a result's page"),
    "lang": ("用哪种语言说", "the language to speak"),
    "fingerprint_help": (
        "公示上印的指纹；和文件的不一样就算不对",
        "the fingerprint that was printed elsewhere; another one counts as a difference",
    ),
    "yes": (
        "对得上。{ballots} 张票重算一遍，结果和公布的一样。",
        "Yes. {ballots} ballots counted again give the published result.",
    ),
    "and": ("、", ", "),
    "chosen": ("选上：{winners}", "Chosen: {winners}"),
    "fingerprint": ("指纹：{fingerprint}", "Fingerprint: {fingerprint}"),
    "same_fingerprint": (
        "和您给的指纹一样。",
        "It is the fingerprint you gave.",
    ),
    "compare": (
        "请和结果页、公示上的指纹比一比，一样的才是公布的那一份。",
        "Compare it with the one on the result's page or the notice: only then is this the "
        "bundle that was published.",
    ),
    "no": ("对不上，有 {faults} 处：", "No. These differ ({faults}):"),
    "wrong": ("mulin verify：{what}", "mulin verify: {what}"),
    "unreadable": ("打不开 {file}：{what}", "cannot read {file}: {what}"),
    "not_a_bundle": (
        "这不是投票的数据包，或者坏了",
        "this is no bundle of a vote, or it is broken",
    ),
    "incomplete": ("数据包里少了 {what}", "the bundle lacks {what}"),
    "changed_file": ("{file} 和清单里的指纹不一样，改过", "{file} is not what the manifest says"),
    "doubled_receipt": (
        "回执码 {receipt} 出现了 {times} 次",
        "the receipt {receipt} stands {times} times",
    ),
    "wrong_receipt": ("{receipt} 不是回执码", "{receipt} is no receipt"),
    "turnout": (
        "票有 {found} 张，公布的是 {said} 张",
        "there are {found} ballots; {said} were published",
    ),
    "ballots_online": (
        "网上的票有 {found} 张，写的是 {said} 张",
        "{found} ballots came online; {said} are stated",
    ),
    "ballots_paper": (
        "纸票有 {found} 张，写的是 {said} 张",
        "{found} ballots came on paper; {said} are stated",
    ),
    "marks_online": (
        "网上的票有 {found} 张，名册上网上投的标记有 {said} 个",
        "{found} ballots came online; the roll has {said} marks",
    ),
    "marks_paper": (
        "纸票有 {found} 张，只发出 {said} 张",
        "{found} ballots on paper; only {said} were handed out",
    ),
    "roll": (
        "投票的标记有 {found} 个，名册上只有 {said} 行",
        "{found} took part; the roll has only {said}",
    ),
    "strange_ballot": (
        "{receipt} 这张票不合规矩",
        "the ballot {receipt} breaks the rules of filling in",
    ),
    "winners": (
        "重算选上的是：{found}；公布的是：{said}",
        "counted again: {found}; published: {said}",
    ),
    "votes": (
        "{option}：公布 {said} 票，重算 {found} 票",
        "{option}: {said} votes published, {found} counted again",
    ),
    "figures": (
        "公布的“{what}”和重算的不一样",
        "the published {what!r} is not what counting gives",
    ),
    "figure_lines": ("每一项的名次", "rank of every option"),
    "figure_method": ("算法", "method"),
    "figure_parts": ("每一项怎么算的", "account of every option"),
    "figure_places": ("选几项", "number of places"),
    "figure_present": ("参加人数", "number who took part"),
    "figure_registered": ("名册人数", "number on the roll"),
    "figure_rule": ("规则", "rule"),
    "other_fingerprint": (
        "指纹和公示的不一样：公示的是 {said}",
        "the fingerprint is not the one given: {said}",
    ),
    "malformed": (
        "数据包里的内容不完整或者写得不对",
        "what the bundle holds is incomplete or malformed",
    ),
}
