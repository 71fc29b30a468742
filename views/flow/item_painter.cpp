// SPDX-License-Identifier: Apache-2.0
#include "views/flow/item_painter.h"

#include "model/metrics/type_key.h"
#include "views/items/shown_text.h"
#include "views/picture/origin.h"

#include <QPainter>

#include <algorithm>

namespace sightglass {
namespace {

using Shape = FlowItem::Shape;

constexpr double kBar = 5; // height of a segmented bar

double outlineWidth(State state, double scale)
{
    double width = 1.5;
    if (state == State::Failed || state == State::Error)
        width = 2.5;
    else if (state == State::Running || state == State::Waiting || state == State::Unstable)
        width = 2;
    return std::max(1.0, width * std::min(scale, 1.0));
}

bool isDashed(State state)
{
    return state == State::Skipped || state == State::Unknown || state == State::Expected;
}

bool isPlain(State state) // without a tint
{
    return state == State::Queued || state == State::Waiting || state == State::Canceled
        || state == State::Skipped || state == State::Expected;
}

QPen outlineOf(State state, const QColor &colour, double scale)
{
    QPen pen{colour, outlineWidth(state, scale)};
    if (isDashed(state))
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
                         const Snapshot &snapshot, const Theme &theme, const Camera &camera,
                         ScreenTools *tools)
    : m_picture(picture)
    , m_moment(moment)
    , m_snapshot(snapshot)
    , m_theme(theme)
    , m_camera(camera)
    , m_tools(tools)
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
    if (m_picture.items[item].shape == Shape::Stack) { // two more sheets behind
        const double step = std::min(3.0, 5 * m_camera.zoom);
        for (int sheet = level == Level::Shape ? 1 : 2; sheet > 0; --sheet) {
            const QRectF behind = box.translated(step * sheet, step * sheet);
            if (m_tools && !isDashed(state)) {
                m_tools->raster.box(behind,
                                    {m_theme.hue(state).rgb(), m_theme.canvas().rgb(),
                                     painter.opacity(), outlineWidth(state, m_camera.zoom),
                                     radius});
                continue;
            }
            painter.setPen(outlineOf(state, m_theme.hue(state), m_camera.zoom));
            painter.setBrush(m_theme.canvas());
            painter.drawRoundedRect(behind, radius, radius);
        }
    }
    if (m_tools && !isDashed(state))
        m_tools->raster.box(box,
                            {m_theme.hue(state).rgb(),
                             (isPlain(state) ? m_theme.canvas() : m_theme.tint(state)).rgb(),
                             painter.opacity(), outlineWidth(state, m_camera.zoom), radius});
    else if (m_tools)
        m_tools->sprites.picture(painter, box,
                                 static_cast<quint64>(state) << 32 | m_theme.hue(state).rgb(),
                                 [&](QPainter &own, const QRectF &place) {
                                     paintOutline(own, place, state, m_camera.zoom);
                                 });
    else
        paintOutline(painter, box, state, m_camera.zoom);
}

void ItemPainter::paintOutline(QPainter &painter, const QRectF &box, State state, double scale)
{
    const double radius = std::min(8.0, box.height() / 5);
    painter.setPen(outlineOf(state, m_theme.hue(state), scale));
    painter.setBrush(m_theme.canvas());
    painter.drawRoundedRect(box, radius, radius);
    if (!isPlain(state)) {
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
    paintGlyph(painter, left, m_moment.items[item].state);
    if (box.width() > 3 * side)
        paintSilhouette(painter, left.translated(side + 4, 0), m_picture.items[item].kind);
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

// "ci.example/cart · 1a2b3c4d": where it comes from, and of what version it is.
QString ItemPainter::originOf(std::uint32_t item, const FlowLook &look) const
{
    if (look.versions.empty() || m_picture.items[item].shape != Shape::Node)
        return {};
    QStringList parts;
    QString source = shownText(sourceOf(m_picture, m_snapshot, item), 80);
    source.remove(QStringLiteral("https://")).remove(QStringLiteral("http://"));
    for (const QString &part : {source, shownText(look.versions[item], 20)}) {
        if (!part.isEmpty())
            parts.append(part);
    }
    return parts.join(QStringLiteral(" · "));
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
    paintGlyph(painter, glyph, m_moment.items[item].state, words.progress);
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
    paintGlyph(painter, glyph, told.state, words.progress);
    const double left = glyph.right() + pad * 0.8;
    const double right = box.right() - pad;
    const QString origin = 10 * scale < kSmallestReadable ? QString{} : originOf(item, look);
    const bool three = !origin.isEmpty(); // lines
    drawText(painter, {left, box.top() + (three ? 3 : 5) * scale, right - left, 20 * scale},
             words.title, std::min(13 * scale, 26.0), m_theme.text(), true);
    const double mark = 13 * scale;
    const QRectF lower{left, box.top() + (three ? 21 : 28) * scale, right - left - mark - 4,
                       (three ? 15 : 18) * scale};
    if (three)
        drawText(painter, {left, box.top() + 35 * scale, right - left - mark - 4, 14 * scale},
                 origin, std::min(10 * scale, 20.0), m_theme.secondaryText());
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
    paintSilhouette(painter, {right - mark, lower.center().y() - mark / 2, mark, mark}, shown.kind);
    if (words.progress >= 0) {
        const QRectF bar{box.left() + pad, box.bottom() - 7 * scale, box.width() - 2 * pad,
                         3 * scale};
        fill(painter, bar, m_theme.grid());
        fill(painter, {bar.topLeft(), QSizeF{bar.width() * words.progress, bar.height()}},
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
        paintGlyph(painter, {x, row.center().y() - pixels / 2, pixels, pixels},
                   static_cast<State>(state));
        x += pixels + 3;
        x += drawText(painter, {x, row.top(), row.right() - x, row.height()},
                      countText(tally[state]), pixels, m_theme.secondaryText())
            + pixels * 0.7;
    }
    if (const std::uint32_t more = failuresInside(m_picture, m_moment, stack))
        drawText(painter, {x, row.top(), row.right() - x, row.height()},
                 QStringLiteral("+%1 failing").arg(countText(more)), pixels, m_theme.text());
}

// "shard ×48", a segmented bar and the worst of it.
void ItemPainter::paintGroup(QPainter &painter, const QRectF &box, const ItemGroup &group,
                             const FlowLook &look)
{
    double strength = look.lit.empty() && look.pathItems.empty() ? 1 : 0.35;
    for (auto item = group.items.begin(); item != group.items.end() && strength < 1; ++item)
        strength = std::max(strength, look.strengthOf(*item));
    const bool selected = look.selected
        && std::binary_search(group.items.begin(), group.items.end(), *look.selected);
    const State worst = m_moment.items[group.worst].state;
    painter.setOpacity(strength);
    if (m_tools && !isDashed(worst)) {
        m_tools->raster.box(box,
                            {m_theme.hue(worst).rgb(), m_theme.tint(worst).rgb(), strength,
                             outlineWidth(worst, 1), 5});
    } else {
        painter.setPen(outlineOf(worst, m_theme.hue(worst), 1));
        painter.setBrush(m_theme.tint(worst));
        painter.drawRoundedRect(box, 5, 5);
    }
    const QRectF row{box.left() + 6, box.center().y() - 20, box.width() - 12, 16};
    paintGlyph(painter, {row.left(), row.top() + 2, 12, 12}, worst);
    const QString name = shownText(m_picture.stems[group.stem], 40);
    drawText(painter, row.adjusted(16, 0, 0, 0), group.mixed ? name + QStringLiteral(", …") : name,
             11, m_theme.text());
    drawText(painter, row.translated(0, 15),
             group.mixed ? countText(group.count) + QStringLiteral(" nodes")
                         : QStringLiteral("×") + countText(group.count),
             11, m_theme.secondaryText());
    paintBar(painter, {row.left(), row.bottom() + 16, row.width(), kBar}, group.tally);
    paintRings(painter, box, false, selected, look.hasFocus);
}

} // namespace sightglass
