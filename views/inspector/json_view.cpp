// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/json_view.h"

#include "model/json/document.h"
#include "views/items/shown_text.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSyntaxHighlighter>
#include <QVBoxLayout>

namespace sightglass {
namespace {

constexpr int kLine = 512;
constexpr qsizetype kMostCharacters = 200'000;

class Highlighter final : public QSyntaxHighlighter
{
public:
    Highlighter(QTextDocument *document, Theme &theme)
        : QSyntaxHighlighter(document)
        , m_theme(theme)
    {
        connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
    }

protected:
    // A string before a colon is a name; other strings are values.
    void highlightBlock(const QString &text) override
    {
        for (qsizetype at = text.indexOf(u'"'); at >= 0; at = text.indexOf(u'"', at)) {
            qsizetype end = at + 1;
            while (end < text.size() && text[end] != u'"')
                end += text[end] == u'\\' ? 2 : 1;
            end = std::min(end + 1, text.size());
            const bool name = end < text.size() && text[end] == u':';
            setFormat(static_cast<int>(at), static_cast<int>(end - at),
                      m_theme.hue(name ? Hue::Running : Hue::Success));
            at = end;
        }
    }

private:
    Theme &m_theme;
};

void indent(QString &out, int depth)
{
    out.append(u'\n').append(QString(2 * depth, u' '));
}

// Recursion is bounded: the document was validated against limits::kDepth.
void write(QString &out, json::Value value, int depth)
{
    if (out.size() > kMostCharacters)
        return;
    if (!value.isObject() && !value.isArray()) {
        out.append(shownText(value.raw(), kLine));
        return;
    }
    const bool object = value.isObject();
    out.append(object ? u'{' : u'[');
    bool first = true;
    const auto next = [&] {
        if (!first)
            out.append(u',');
        first = false;
        indent(out, depth + 1);
    };
    for (const json::Member member : value.members()) {
        next();
        out.append(u'"').append(shownText(member.name, 120)).append(u"\": ");
        write(out, member.value, depth + 1);
    }
    for (const json::Value element : value.elements()) {
        next();
        write(out, element, depth + 1);
    }
    if (!first)
        indent(out, depth);
    out.append(object ? u'}' : u']');
}

} // namespace

QString jsonLines(const std::string &json, bool pretty, bool &cut)
{
    QString out;
    json::Document document;
    if (pretty && !document.parse(json)) {
        write(out, document.root(), 0);
    } else {
        const std::string_view bytes{json};
        for (std::size_t at = 0; at < bytes.size() && out.size() < kMostCharacters; at += kLine / 4)
            out.append(shownText(bytes.substr(at, kLine / 4), kLine)).append(u'\n');
    }
    cut = out.size() > kMostCharacters;
    if (cut)
        out.truncate(kMostCharacters);
    return out;
}

JsonView::JsonView(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit(this))
    , m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("inspectorJson"));
    m_text->setObjectName(QStringLiteral("inspectorJsonText"));
    m_text->setAccessibleName(tr("JSON of the event"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(theme.fixedFont(12));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_note->setTextFormat(Qt::PlainText);
    new Highlighter(m_text->document(), theme);
    auto *raw = new QCheckBox(tr("As received"), this);
    raw->setObjectName(QStringLiteral("inspectorRaw"));
    auto *copy = new QPushButton(tr("Copy"), this);
    copy->setObjectName(QStringLiteral("inspectorCopyJson"));
    copy->setAccessibleName(tr("Copy the record as received"));
    connect(raw, &QCheckBox::toggled, this, [this](bool on) {
        m_pretty = !on;
        fill();
    });
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(QString::fromStdString(m_bytes)); });
    auto *row = new QHBoxLayout;
    row->addWidget(raw);
    row->addWidget(m_note, 1);
    row->addWidget(copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->addLayout(row);
    column->addWidget(m_text, 1);
    setFocusProxy(m_text);
}

void JsonView::show(const std::string &bytes)
{
    m_bytes = bytes;
    fill();
}

void JsonView::fill()
{
    bool cut = false;
    m_text->setPlainText(jsonLines(m_bytes, m_pretty, cut));
    m_note->setText(cut ? tr("cut; Copy gives all %1 bytes").arg(countText(m_bytes.size()))
                        : tr("%1 bytes").arg(countText(m_bytes.size())));
}

} // namespace sightglass
