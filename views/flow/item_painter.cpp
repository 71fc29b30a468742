// SPDX-License-Identifier: Apache-2.0
#include "views/flow/item_painter.h"

#include "model/metrics/type_key.h"
#include "views/common/glyphs.h"
#include "views/items/shown_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <map>

namespace sightglass {
namespace {

using Shape = FlowItem::Shape;

constexpr double kBar = 5; // height of a segmented bar

QPen outlineOf(State state, const QColor &colour, double scale)
{
    double width = 1.5;
    if (state == State::Failed || state == State::Error)
        width = 2.5;
    else if (state == State::Running || state == State::Waiting || state == State::Unstable)
        width = 2;
    QPen pen{colour, std::max(1.0, width * std::min(scale, 1.0))};
    if (state == State::Skipped || state == State::Unknown || state == State::Expected)
        pen.setDashPattern({4, 3});
    return pen;
}

QString timeLine(const NodeState &state, Timestamp now)
{
    if (!isKnown(state.startedAt))
        return {};
    const Timestamp end = isKnown(state.finishedAt) ? state.finishedAt : now;
    return end == kEndOfTime ? QString{} : durationText(end - state.startedAt);
}

} // namespace

ItemPainter::ItemPainter(const FlowPicture &picture, const FlowMoment &moment,
                         const Snapshot &snapshot, const Theme &theme, const Camera &camera)
    : m_picture(picture)
    , m_moment(moment)
    , m_snapshot(snapshot)
    , m_theme(theme)
    , m_camera(camera)
{ }

QRectF ItemPainter::boxOf(std::uint32_t item) const
{
    const Graph::Node &size = m_picture.graph.nodes[item];
    const Point &centre = m_picture.geometry.nodes[item].centre;
    return m_camera.toScreen(
        QRectF{centre.x - size.width / 2, centre.y - size.height / 2, size.width, size.height});
}

void ItemPainter::paint(QPainter &painter, std::uint32_t item, const FlowLook &look)
{
    const QRectF box = boxOf(item);
    const Level level = levelOf(kNodeHeight * m_camera.zoom);
    painter.setOpacity(look.strengthOf(item));
    if (m_picture.items[item].shape == Shape::Stub) {
        paintStub(painter, box);
    } else {
        paintBody(painter, box, item, level);
        if (level == Level::Shape)
            paintShape(painter, box, item);
        else if (level == Level::Title)
            paintTitle(painter, box, item, look);
        else
            paintCard(painter, box, item, look);
    }
    paintRings(painter, box, look.hovered == item, look.selected == item, look.hasFocus);
}

void ItemPainter::paintBody(QPainter &painter, const QRectF &box, std::uint32_t item, Level level)
{
    const State state = m_moment.items[item].state;
    const double radius = std::min(8.0, box.height() / 5);
    const bool plain = state == State::Queued || state == State::Waiting || state == State::Canceled
        || state == State::Skipped || state == State::Expected;
    const bool stacked = m_picture.items[item].shape == Shape::Stack;
    painter.setPen(outlineOf(state, m_theme.hue(state), m_camera.zoom));
    if (stacked) { // two more sheets behind
        painter.setBrush(m_theme.canvas());
        const double step = std::min(3.0, 5 * m_camera.zoom);
        for (int sheet = level == Level::Shape ? 1 : 2; sheet > 0; --sheet)
            painter.drawRoundedRect(box.translated(step * sheet, step * sheet), radius, radius);
    }
    painter.setBrush(m_theme.canvas());
    painter.drawRoundedRect(box, radius, radius);
    if (!plain) {
        painter.setBrush(m_theme.tint(state));
        painter.drawRoundedRect(box, radius, radius);
    }
    if (state == State::Unknown) {
        painter.setBrush(QBrush{m_theme.grid(), Qt::BDiagPattern});
        painter.drawRoundedRect(box, radius, radius);
    }
}

// No text: the state's glyph and the kind's silhouette.
void ItemPainter::paintShape(QPainter &painter, const QRectF &box, std::uint32_t item)
{
    const double side = box.height() * 0.8;
    const QRectF left{box.left() + 4, box.center().y() - side / 2, side, side};
    paintStateGlyph(painter, left, m_moment.items[item].state, m_theme);
    if (box.width() > 3 * side)
        paintKindSilhouette(painter, left.translated(side + 4, 0), m_picture.items[item].kind,
                            m_theme.secondaryText());
}

ItemPainter::Words ItemPainter::wordsOf(std::uint32_t item, const FlowLook &look) const
{
    const FlowItem &shown = m_picture.items[item];
    const ItemMoment &told = m_moment.items[item];
    Words words;
    words.title = shownText(itemTitle(m_picture, m_moment, m_snapshot, item));
    if (shown.shape == Shape::Stack && told.count > 0)
        words.title += QStringLiteral(" ×") + countText(told.count);
    if (told.node == kNoItem) { // a ghost
        words.line = stateWord(told.state);
        return words;
    }
    const FlowNode &node = m_picture.flow.nodes[told.node];
    if (isActivity(node.kind))
        words.line = stateWord(told.state);
    else
        words.line = shownText(m_snapshot.texts[told.told.detail], 40);
    QString time = timeLine(told.told, m_moment.now);
    if (look.progressOf && shown.shape == Shape::Node && isOpen(node, told.told)) {
        const Progress progress = look.progressOf(node.entity);
        words.progress = progress.measure == Progress::Measure::None ? -1 : progress.share;
        words.late = progress.risk == Risk::Late || progress.risk == Risk::MuchLate;
        if (words.late)
            words.line += QStringLiteral(", late");
        else if (isKnown(progress.expectedEnd) && progress.expectedEnd > m_moment.now)
            time
                = QStringLiteral("~%1 left").arg(durationText(progress.expectedEnd - m_moment.now));
    }
    if (!time.isEmpty())
        words.line += (words.line.isEmpty() ? QString{} : QStringLiteral(" · ")) + time;
    if (words.line.isEmpty())
        words.line = kindWord(node.kind);
    return words;
}

QString ItemPainter::slackOf(std::uint32_t item, const FlowLook &look) const
{
    const std::uint32_t node = m_moment.items[item].node;
    if (look.pathItems.empty() || look.pathItems[item] || !m_moment.path || node == kNoItem)
        return {};
    const Span slack = m_moment.path->slack[node];
    return slack > Span{0} ? QStringLiteral("+") + durationText(slack) : QString{};
}

void ItemPainter::paintTitle(QPainter &painter, const QRectF &box, std::uint32_t item,
                             const FlowLook &look)
{
    const double side = std::min(16.0, box.height() * 0.6);
    const QRectF glyph{box.left() + 6, box.center().y() - side / 2, side, side};
    const Words words = wordsOf(item, look);
    paintStateGlyph(painter, glyph, m_moment.items[item].state, m_theme, words.progress);
    const double pixels = std::clamp(box.height() * 0.38, kSmallestReadable, 14.0);
    const double left = glyph.right() + 5;
    drawText(painter, {left, box.top(), box.right() - 6 - left, box.height()}, words.title, pixels,
             m_theme.text());
}

void ItemPainter::paintCard(QPainter &painter, const QRectF &box, std::uint32_t item,
                            const FlowLook &look)
{
    const FlowItem &shown = m_picture.items[item];
    const ItemMoment &told = m_moment.items[item];
    const double scale = m_camera.zoom;
    const double side = 20 * std::min(scale, 1.6);
    const double pad = 9 * scale;
    const Words words = wordsOf(item, look);
    const QRectF glyph{box.left() + pad, box.top() + pad, side, side};
    paintStateGlyph(painter, glyph, told.state, m_theme, words.progress);
    const double left = glyph.right() + pad * 0.8;
    const double right = box.right() - pad;
    drawText(painter, {left, box.top() + 5 * scale, right - left, 20 * scale}, words.title,
             std::min(13 * scale, 26.0), m_theme.text(), true);
    const double mark = 13 * scale;
    const QRectF lower{left, box.top() + 28 * scale, right - left - mark - 4, 18 * scale};
    if (shown.shape == Shape::Stack && told.count > 0) {
        paintCounts(painter, lower, item);
        paintBar(painter,
                 {box.left() + pad, box.bottom() - (kBar + 5) * scale, box.width() - 2 * pad,
                  kBar * scale},
                 m_moment.tallies[told.tally]);
    } else {
        const QString slack = slackOf(item, look);
        const QString line
            = slack.isEmpty() ? words.line : stateWord(told.state) + QStringLiteral(" · ") + slack;
        drawText(painter, lower, line, std::min(11 * scale, 22.0),
                 words.late ? m_theme.hue(Hue::Warning) : m_theme.secondaryText());
    }
    paintKindSilhouette(painter, {right - mark, lower.center().y() - mark / 2, mark, mark},
                        shown.kind, m_theme.secondaryText());
    if (words.progress >= 0) {
        const QRectF bar{box.left() + pad, box.bottom() - 7 * scale, box.width() - 2 * pad,
                         3 * scale};
        painter.fillRect(bar, m_theme.grid());
        painter.fillRect(QRectF{bar.topLeft(), QSizeF{bar.width() * words.progress, bar.height()}},
                         m_theme.hue(words.late ? Hue::Warning : Hue::Running));
    }
    if (shown.shape == Shape::Node && told.count > 1)
        paintBadge(painter, box, QStringLiteral("try %1").arg(told.count), scale);
}

// "● 45 ◆ 2 ▶ 1", and how many failures do not stand beside the stack.
void ItemPainter::paintCounts(QPainter &painter, const QRectF &row, std::uint32_t stack)
{
    const StateCounts &tally = m_moment.tallies[m_moment.items[stack].tally];
    const double pixels = std::min(row.height() * 0.6, 20.0);
    double x = row.left();
    for (std::size_t state = 0; state < tally.size() && x < row.right(); ++state) {
        if (tally[state] == 0)
            continue;
        paintStateGlyph(painter, {x, row.center().y() - pixels / 2, pixels, pixels},
                        static_cast<State>(state), m_theme);
        x += pixels + 3;
        x += drawText(painter, {x, row.top(), row.right() - x, row.height()},
                      countText(tally[state]), pixels, m_theme.secondaryText())
            + pixels * 0.7;
    }
    if (const std::uint32_t more = failuresInside(m_picture, m_moment, stack))
        drawText(painter, {x, row.top(), row.right() - x, row.height()},
                 QStringLiteral("+%1 failing").arg(countText(more)), pixels, m_theme.text());
}

void ItemPainter::paintBar(QPainter &painter, const QRectF &bar, const StateCounts &tally)
{
    std::uint32_t all = 0;
    for (const std::uint32_t count : tally)
        all += count;
    double done = 0;
    for (std::size_t state = 0; state < tally.size() && all > 0; ++state) {
        if (tally[state] == 0)
            continue;
        // Two failures of ten thousand are seen, too.
        const double width = std::max(2.0, bar.width() * tally[state] / all);
        const QRectF part{bar.left() + done, bar.top(), std::min(width, bar.width() - done),
                          bar.height()};
        painter.fillRect(part, m_theme.hue(static_cast<State>(state)));
        done += part.width();
    }
}

// What links name and nobody has sent.
void ItemPainter::paintStub(QPainter &painter, const QRectF &box)
{
    QPen pen{m_theme.secondaryText(), 1.3};
    pen.setDashPattern({3, 3});
    painter.setPen(pen);
    painter.setBrush(m_theme.canvas());
    painter.drawEllipse(box);
    const double pixels = box.height() * 0.6;
    if (pixels < kSmallestReadable)
        return;
    painter.setPen(m_theme.secondaryText());
    const QFont font = m_theme.uiFont(pixels);
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, QStringLiteral("?"));
    m_smallestText = m_smallestText == 0 ? font.pixelSize()
                                         : std::min<double>(m_smallestText, font.pixelSize());
}

void ItemPainter::paintBadge(QPainter &painter, const QRectF &box, const QString &text,
                             double scale)
{
    const double pixels = std::max(kSmallestReadable, std::min(10 * scale, 18.0));
    const QFontMetricsF metrics{m_theme.uiFont(pixels)};
    const double width = metrics.horizontalAdvance(text) + 10;
    const QRectF badge{box.right() - width - 6 * scale, box.top() - pixels * 0.7, width,
                       pixels * 1.4};
    painter.setPen(QPen{m_theme.edge(), 1});
    painter.setBrush(m_theme.panel());
    painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2);
    drawText(painter, badge.adjusted(5, 0, 0, 0), text, pixels, m_theme.text());
}

// "shard ×48", a segmented bar and the worst of it.
void ItemPainter::paintGroup(QPainter &painter, const QRectF &box, const ItemGroup &group,
                             const FlowLook &look)
{
    double strength = 0.35;
    bool selected = false;
    std::map<QString, std::uint32_t> names;
    for (const std::uint32_t item : group.items) {
        strength = std::max(strength, look.strengthOf(item));
        selected = selected || look.selected == item;
        const std::string title = itemTitle(m_picture, m_moment, m_snapshot, item);
        const std::uint32_t count = std::max(m_moment.items[item].count, 1u);
        names[shownText(nameStem(title), 40)] += count;
    }
    const auto name
        = std::max_element(names.begin(), names.end(),
                           [](const auto &a, const auto &b) { return a.second < b.second; });
    const State worst = m_moment.items[group.worst].state;
    painter.setOpacity(strength);
    painter.setPen(outlineOf(worst, m_theme.hue(worst), 1));
    painter.setBrush(m_theme.canvas());
    painter.drawRoundedRect(box, 5, 5);
    painter.setBrush(m_theme.tint(worst));
    painter.drawRoundedRect(box, 5, 5);
    const QRectF row{box.left() + 6, box.center().y() - 20, box.width() - 12, 16};
    paintStateGlyph(painter, {row.left(), row.top() + 2, 12, 12}, worst, m_theme);
    const bool mixed = names.size() > 1;
    drawText(painter, row.adjusted(16, 0, 0, 0),
             mixed ? name->first + QStringLiteral(", …") : name->first, 11, m_theme.text());
    drawText(painter, row.translated(0, 15),
             mixed ? countText(group.count) + QStringLiteral(" nodes")
                   : QStringLiteral("×") + countText(group.count),
             11, m_theme.secondaryText());
    paintBar(painter, {row.left(), row.bottom() + 16, row.width(), kBar}, group.tally);
    paintRings(painter, box, false, selected, look.hasFocus);
}

double ItemPainter::drawText(QPainter &painter, const QRectF &box, const QString &text,
                             double pixels, const QColor &colour, bool bold)
{
    if (pixels < kSmallestReadable || box.width() < pixels)
        return 0;
    QFont font = m_theme.uiFont(pixels);
    if (bold)
        font.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics{font};
    painter.setFont(font);
    painter.setPen(colour);
    const QString shown = metrics.elidedText(text.left(120), Qt::ElideMiddle, box.width());
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
    const double painted = font.pixelSize();
    m_smallestText = m_smallestText == 0 ? painted : std::min(m_smallestText, painted);
    return metrics.horizontalAdvance(shown);
}

void ItemPainter::paintRings(QPainter &painter, const QRectF &box, bool hovered, bool selected,
                             bool hasFocus)
{
    const double radius = std::min(10.0, box.height() / 4);
    painter.setBrush(Qt::NoBrush);
    if (hovered) {
        painter.setPen(QPen{m_theme.text(), 1});
        painter.drawRoundedRect(box, radius, radius);
    }
    if (!selected)
        return;
    painter.setPen(QPen{m_theme.selection(), 3});
    painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), radius, radius);
    if (hasFocus) {
        QPen pen{m_theme.text(), 2};
        pen.setDashPattern({3, 3});
        painter.setPen(pen);
        painter.drawRoundedRect(box.adjusted(-8, -8, 8, 8), radius, radius);
    }
}

} // namespace sightglass
