// SPDX-License-Identifier: Apache-2.0
#include "views/flow/summary_strip.h"

#include "views/common/glyphs.h"
#include "views/flow/flow_canvas.h"
#include "views/items/shown_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace sightglass {
namespace {

using Shape = FlowItem::Shape;

constexpr int kNames = 3; // of each state
constexpr int kNameLength = 24;

} // namespace

SummaryStrip::SummaryStrip(FlowCanvas &canvas, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_canvas(canvas)
    , m_theme(theme)
    , m_row(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("flowSummary"));
    setAccessibleName(tr("Summary of the flow"));
    m_row->setContentsMargins(8, 0, 8, 4);
    m_row->setSpacing(4);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(&canvas, &FlowCanvas::changed, this, &SummaryStrip::update);
    connect(&theme, &Theme::changed, this, [this] {
        m_shown.clear();
        update();
    });
}

void SummaryStrip::update()
{
    const std::vector<Part> all = parts();
    QString shown;
    for (const Part &part : all)
        shown += part.text + u'\n' + part.name + QString::number(part.item);
    if (shown == m_shown)
        return;
    m_shown = shown;
    while (QLayoutItem *item = m_row->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Part &part : all)
        addWidget(part);
    m_row->addStretch(1);
}

std::vector<SummaryStrip::Part> SummaryStrip::parts() const
{
    std::vector<Part> parts;
    if (!m_canvas.picture())
        return parts;
    addHeader(parts);
    addStates(parts);
    addOutlook(parts);
    addComparison(parts);
    addOddities(parts);
    return parts;
}

void SummaryStrip::addStates(std::vector<Part> &parts) const
{
    const FlowPicture &picture = *m_canvas.picture();
    const FlowMoment &moment = m_canvas.moment();
    for (std::size_t state = 0; state < moment.activities.size(); ++state) {
        if (moment.activities[state] == 0)
            continue;
        const auto word = stateWord(static_cast<State>(state));
        Part count{countText(moment.activities[state]) + u' ' + word.toLower(),
                   {},
                   static_cast<int>(state),
                   -1,
                   QStringLiteral("flowCount_") + word};
        std::vector<Part> names;
        for (std::uint32_t i = 0; i < picture.items.size(); ++i) {
            const ItemMoment &told = moment.items[i];
            if (!told.exists || !isActivity(picture.items[i].kind))
                continue;
            const bool inside = told.tally != kNoItem && moment.tallies[told.tally][state] > 0;
            if (!inside && told.state != static_cast<State>(state))
                continue;
            if (count.item < 0)
                count.item = static_cast<int>(i);
            if (isNotOk(static_cast<State>(state)) && picture.items[i].shape == Shape::Node
                && names.size() < kNames)
                names.push_back({elidedMiddle(m_canvas.title(i), kNameLength), m_canvas.itemName(i),
                                 -1, static_cast<int>(i),
                                 QStringLiteral("flowNotOk_%1").arg(names.size())});
        }
        if (!names.empty())
            count.text += u':';
        parts.push_back(count);
        parts.insert(parts.end(), names.begin(), names.end());
    }
}

// What runs is over when the last of it is; what is only expected has no history to say when.
void SummaryStrip::addOutlook(std::vector<Part> &parts) const
{
    const FlowOutlook &outlook = m_canvas.outlook();
    const Timestamp end = outlook.end;
    const Timestamp late = outlook.late;
    const auto &overdue = outlook.overdue;
    const Timestamp now = m_canvas.moment().now;
    if (isKnown(end) && end > now && now != kEndOfTime) {
        parts.push_back(
            {tr("≈ %1 left (p90 %2)").arg(durationText(end - now), durationText(late - now)),
             tr("what runs is over in about %1, nine of ten times within %2")
                 .arg(durationText(end - now), durationText(late - now)),
             -1, -1, QStringLiteral("flowEta")});
    }
    for (std::size_t i = 0; i < overdue.size() && i < kNames; ++i) {
        const QString name = elidedMiddle(m_canvas.title(overdue[i]), kNameLength);
        parts.push_back({i == 0 ? tr("%1 late: %2").arg(countText(overdue.size()), name) : name,
                         m_canvas.itemName(overdue[i]), -1, static_cast<int>(overdue[i]),
                         QStringLiteral("flowLate_%1").arg(i)});
    }
}

// "Beside 14:03 run-41: + 1 new ≠ 2 changed − deploy".
void SummaryStrip::addComparison(std::vector<Part> &parts) const
{
    const auto &comparison = m_canvas.comparison();
    if (!comparison) {
        if (!m_canvas.compareTitle().isEmpty())
            parts.push_back({m_canvas.compareTitle(), {}, -1, -1, QStringLiteral("flowCompared")});
        return;
    }
    const auto first = [&](ItemDifference::What what) {
        const auto item = std::find_if(comparison->items.begin(), comparison->items.end(),
                                       [what](const auto &one) { return one.what == what; });
        return item == comparison->items.end() ? -1
                                               : static_cast<int>(item - comparison->items.begin());
    };
    const bool same = comparison->added + comparison->changed == 0 && comparison->missing.empty();
    parts.push_back({same ? tr("%1: no difference").arg(m_canvas.compareTitle())
                          : m_canvas.compareTitle() + u':',
                     {},
                     -1,
                     -1,
                     QStringLiteral("flowCompared")});
    if (comparison->added > 0)
        parts.push_back({tr("＋ %1 new").arg(countText(comparison->added)),
                         {},
                         -1,
                         first(ItemDifference::What::New),
                         QStringLiteral("flowNew")});
    if (comparison->changed > 0)
        parts.push_back({tr("≠ %1 changed").arg(countText(comparison->changed)),
                         {},
                         -1,
                         first(ItemDifference::What::Changed),
                         QStringLiteral("flowChanged")});
    if (!comparison->missing.empty()) {
        QStringList names;
        for (std::size_t i = 0; i < comparison->missing.size() && i < kNames; ++i)
            names.append(elidedMiddle(shownText(comparison->missing[i]), kNameLength));
        if (comparison->missing.size() > kNames)
            names.append(QStringLiteral("…"));
        parts.push_back(
            {tr("− %1 not here: %2")
                 .arg(countText(comparison->missing.size()), names.join(QStringLiteral(", "))),
             {},
             -1,
             -1,
             QStringLiteral("flowGone")});
    }
}

void SummaryStrip::addHeader(std::vector<Part> &parts) const
{
    const FlowPicture &picture = *m_canvas.picture();
    const FlowMoment &moment = m_canvas.moment();
    if (moment.path && moment.path->whole > Span{0})
        parts.push_back(
            {tr("Critical path %1 of %2 — waiting %3 %")
                 .arg(durationText(moment.path->length), durationText(moment.path->whole),
                      QString::number(100 * moment.path->waiting / moment.path->whole)),
             {},
             -1,
             -1,
             QStringLiteral("flowPathSummary")});
    for (std::size_t i = 0; i < picture.edges.size(); ++i) {
        const ItemEdge &edge = picture.edges[i];
        if (!edge.closesCycle || !moment.shows(picture, i))
            continue;
        const QString from = elidedMiddle(m_canvas.title(edge.from), kNameLength);
        const QString to = elidedMiddle(m_canvas.title(edge.to), kNameLength);
        parts.push_back(
            {tr("This flow has a cycle (%1 → … → %2 → %1), closed in red-dashed").arg(to, from),
             {},
             -1,
             static_cast<int>(edge.from),
             QStringLiteral("flowCycle")});
        break;
    }
}

void SummaryStrip::addOddities(std::vector<Part> &parts) const
{
    const FlowPicture &picture = *m_canvas.picture();
    const FlowMoment &moment = m_canvas.moment();
    if (moment.missing > 0) {
        Part missing{tr("? %1 not received").arg(countText(moment.missing)),
                     {},
                     -1,
                     -1,
                     QStringLiteral("flowMissing")};
        for (std::uint32_t i = 0; i < picture.items.size() && missing.item < 0; ++i) {
            if (picture.items[i].shape == Shape::Stub && moment.items[i].exists)
                missing.item = static_cast<int>(i);
        }
        parts.push_back(missing);
    }
    if (picture.leftOut > 0)
        parts.push_back({tr("%1 more are left out of the picture").arg(countText(picture.leftOut)),
                         {},
                         -1,
                         -1,
                         QStringLiteral("flowLeftOut")});
    if (m_canvas.isIsolated())
        parts.push_back(
            {tr("isolated: I shows everything"), {}, -1, -1, QStringLiteral("flowIsolated")});
    if (m_canvas.links() != Links::Flow)
        parts.push_back({m_canvas.links() == Links::None
                             ? tr("links hidden: L shows them")
                             : tr("only links of the selection: L shows all"),
                         {},
                         -1,
                         -1,
                         QStringLiteral("flowLinksHidden")});
}

void SummaryStrip::addWidget(const Part &part)
{
    if (part.item < 0) {
        auto *label = new QLabel(this);
        label->setTextFormat(Qt::PlainText);
        label->setText(part.text);
        label->setAccessibleName(part.name);
        label->setObjectName(part.objectName);
        m_row->addWidget(label);
        return;
    }
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setObjectName(part.objectName);
    button->setAccessibleName(part.name.isEmpty() ? part.text : part.name);
    button->setText(QString{part.text}.replace(u'&', QStringLiteral("&&")));
    if (part.state >= 0) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIcon(stateIcon(static_cast<State>(part.state), m_theme));
    }
    connect(button, &QToolButton::clicked, &m_canvas, [this, item = part.item] {
        m_canvas.selectItem(static_cast<std::uint32_t>(item));
        m_canvas.revealSelection();
    });
    m_row->addWidget(button);
}

} // namespace sightglass
