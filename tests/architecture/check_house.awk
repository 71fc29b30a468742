# SPDX-License-Identifier: Apache-2.0
# Fails where a source file breaks a rule of the house that its text shows: event text is never rich text, files and
# functions are short, headers stand alone, nothing is left for later.   awk -f check_house.awk FILE...
function offence(line, text) {
    printf "%s:%d: %s\n", file, line, text
    offences++
}

function forbid(pattern, reason) {
    if ($0 ~ pattern)
        offence(FNR, reason)
}

# Where the bracket that opens at `at` closes; 0: it does not.
function closing(text, at,    depth, c) {
    for (depth = 0; at <= length(text); at++) {
        c = substr(text, at, 1)
        if (c == "\"") {
            for (at++; at <= length(text) && substr(text, at, 1) != "\""; at++)
                if (substr(text, at, 1) == "\\")
                    at++
        } else if (c == "(") {
            depth++
        } else if (c == ")" && --depth == 0) {
            return at
        }
    }
    return 0
}

# A statement is checked whole: what stands on one line and what on the next is clang-format's choice.
function checkStatement(text, line,    at, end, found) {
    gsub(/'"'/, "' '", text)
    for (at = 1; (found = index(substr(text, at), ".arg(")) > 0; at = at + found + 4) {
        end = closing(text, at + found + 3)
        if (end > 0 && substr(text, end + 1) ~ /^[ \t\n]*\.arg\(/)
            offence(line, "a chained .arg() replaces a %1 that came with the text: .arg(a, b)")
    }
    if (text ~ /QToolTip::showText\(/ && text !~ /convertFromPlainText\(/)
        offence(line, "a tooltip guesses markup: Qt::convertFromPlainText()")
}

# So a header that is not compiled on its own is known to stand alone.
function checkFirstInclude(text,    header, line) {
    header = FILENAME
    sub(/\.cpp$/, ".h", header)
    if (header == FILENAME || (getline line <header) < 0)
        return
    close(header)
    sub(/^(.*\/)?/, "", header)
    if (text !~ "/" header "\"$")
        offence(FNR, "a source file includes its own header first")
}

function finishFile() {
    if (lines > 400)
        offence(lines, "a file of " lines " lines: split it by responsibility")
    if (file ~ /\.h$/ && !once)
        offence(1, "no #pragma once")
}

FNR == 1 {
    if (file != "")
        finishFile()
    file = FILENAME
    statement = ""
    once = begun = included = 0
    if ($0 != "// SPDX-License-Identifier: Apache-2.0")
        offence(1, "a file begins with its licence")
}

{ lines = FNR }
/^#pragma once$/ { once = 1 }

# clang-format puts the braces of a function's body alone at the start of a line; a class ends in "};".
/^{$/ { begun = FNR }
/^}$/ {
    if (begun && FNR - begun - 1 > 60)
        offence(begun, "a function of " (FNR - begun - 1) " lines")
    begun = 0
}
/^};/ { begun = 0 }

FILENAME ~ /(^|\/)(model|views|app)\// && FILENAME !~ /(^|\/)tests\// {
    forbid("setHtml|insertHtml|appendHtml|setMarkdown|QTextBrowser|Qt::RichText|Qt::AutoText|Qt::MarkdownText", \
           "event text is never rich text")
    forbid("QMessageBox::(information|question|warning|critical|about)\\(", "it guesses markup: a box with Qt::PlainText")
    forbid("setOpenExternalLinks|ignoreSslErrors", "nothing is opened or trusted unasked")
    forbid("(QString|QStringLiteral|tr)\\(.*<(b|i|br|p|html|a href)[ />]", "text is plain")
    if (/^#include/ && !included++)
        checkFirstInclude($0)
    statement = statement "\n" $0
    if ($0 ~ /;$|[{}]$/) {
        checkStatement(statement, FNR)
        statement = ""
    }
}
{
    forbid("(^|[^A-Za-z_])(TODO|FIXME|XXX)([^A-Za-z_]|$)", "do it, or leave it out")
    forbid("(^|[^A-Za-z_])(SIGNAL|SLOT)\\(", "connect() to functions")
    forbid("using namespace std;", "say std::")
    forbid("(^|[^A-Za-z_])std::(mutex|shared_mutex) +g_|static [A-Za-z]+ instance;", "no singletons")
}

END {
    finishFile()
    if (offences > 0) {
        printf "%d offence(s)\n", offences
        exit 1
    }
}
