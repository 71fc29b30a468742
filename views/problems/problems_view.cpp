// SPDX-License-Identifier: Apache-2.0
#include "views/problems/problems_view.h"

#include "views/common/glyphs.h"
#include "views/items/shown_text.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSplitter>
#include <QThreadPool>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <map>

namespace sightglass {
namespace {

constexpr std::chrono::milliseconds kFindInterval{500};
constexpr std::size_t kMostListed = 1000;
constexpr int kEventRole = Qt::UserRole;
constexpr int kRejectedRole = Qt::UserRole + 1;

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

State stateOf(Severity severity)
{
    if (severity == Severity::Critical)
        return State::Error;
    return severity == Severity::Warning ? State::Unstable : State::Queued;
}

/// Sixteen bytes a line: where, in hex, and what of it is readable.
QString hexLines(const std::string &bytes)
{
    QString out;
    for (std::size_t at = 0; at < bytes.size(); at += 16) {
        QString hex;
        QString plain;
        for (std::size_t i = at; i < std::min(at + 16, bytes.size()); ++i) {
            const auto byte = static_cast<unsigned char>(bytes[i]);
            hex += QStringLiteral("%1 ").arg(byte, 2, 16, QLatin1Char('0'));
            plain += QChar{byte >= 0x20 && byte < 0x7F ? char16_t{byte} : u'\xB7'};
        }
        out += QStringLiteral("%1  ").arg(at, 6, 16, QLatin1Char('0')) + hex.leftJustified(49)
            + plain + QLatin1Char('\n');
    }
    return out;
}

} // namespace

ProblemsView::ProblemsView(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
    , m_tree(new QTreeWidget(this))
    , m_place(new QLabel(this))
    , m_bytes(new QPlainTextEdit(this))
    , m_empty(new QLabel(this))
    , m_finding(kFindInterval, [this] { find(); })
{
    setObjectName(QStringLiteral("problemsView"));
    m_tree->setObjectName(QStringLiteral("problemsTree"));
    m_tree->setAccessibleName(tr("Problems"));
    m_tree->setHeaderLabels({tr("Rule"), tr("Count"), tr("Example")});
    m_tree->setUniformRowHeights(true);
    m_tree->setColumnWidth(0, 260);
    m_place->setObjectName(QStringLiteral("problemPlace"));
    m_place->setTextFormat(Qt::PlainText);
    m_place->setWordWrap(true);
    m_bytes->setObjectName(QStringLiteral("problemBytes"));
    m_bytes->setAccessibleName(tr("Bytes that were refused"));
    m_bytes->setReadOnly(true);
    m_bytes->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_bytes->setFont(theme.fixedFont(12));
    m_bytes->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setMargin(8);
    auto *side = new QWidget(this);
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(4, 4, 4, 4);
    sideColumn->addWidget(m_place);
    sideColumn->addWidget(m_bytes, 1);
    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_tree);
    splitter->addWidget(side);
    splitter->setSizes({700, 400});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_empty);
    column->addWidget(splitter, 1);
    setFocusProxy(m_tree);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ProblemsView::choose);
    connect(m_tree, &QTreeWidget::itemExpanded, this, &ProblemsView::fillLines);
    connect(&context, &ViewContext::advanced, this,
            [this] { m_finding.follow(m_context.snapshot()); });
    connect(&context, &ViewContext::moved, this, [this] {
        if (m_context.playhead().mode() != Mode::Live)
            m_finding.want();
    });
    connect(&context, &ViewContext::contentReplaced, this, [this] {
        ++m_generation;
        m_finding.restart();
        m_shownRow = 0;
        m_place->clear();
        m_bytes->clear();
        fill({});
    });
    fill({});
}

QString ProblemsView::headline() const
{
    return m_count == 1 ? tr("1 problem") : tr("%1 problems").arg(countText(m_count));
}

// What was refused has no time: it is there at every instant.
std::vector<ProblemsView::Group> ProblemsView::refusedOf(const Snapshot &snapshot)
{
    std::map<Reason, Group> byReason;
    for (std::uint32_t row = snapshot.rejected.begin(); row < snapshot.rejected.size(); ++row) {
        const Reason reason = snapshot.rejected.get(&RejectedColumns::reason, row);
        Group &group = byReason[reason];
        group.refused = reason;
        ++group.count;
        if (group.rows.size() < kMostListed)
            group.rows.push_back(row);
    }
    std::vector<Group> groups;
    for (auto &[reason, group] : byReason)
        groups.push_back(std::move(group));
    return groups;
}

std::vector<ProblemsView::Group> ProblemsView::groupsOf(const Snapshot &snapshot,
                                                        std::vector<Finding> found)
{
    std::vector<Group> groups = refusedOf(snapshot);
    for (std::size_t begin = 0; begin < found.size();) {
        std::size_t end = begin;
        while (end < found.size() && found[end].problem == found[begin].problem)
            ++end;
        Group &group = groups.emplace_back();
        group.problem = found[begin].problem;
        group.count = end - begin;
        const auto first = found.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto listed = static_cast<std::ptrdiff_t>(std::min(end - begin, kMostListed));
        group.findings.assign(std::make_move_iterator(first),
                              std::make_move_iterator(first + listed));
        begin = end;
    }
    return groups;
}

void ProblemsView::find()
{
    QThreadPool::globalInstance()->start([self = QPointer<ProblemsView>(this),
                                          snapshot = m_context.snapshot(),
                                          at = m_context.playhead().at(), stop = m_finding.stop(),
                                          generation = m_generation] {
        std::vector<Group> groups = groupsOf(snapshot, findings(snapshot, at, stop.get()));
        QMetaObject::invokeMethod(qApp, [self, groups = std::move(groups), generation]() mutable {
            if (!self)
                return;
            self->m_finding.done();
            // Rows of an older content would name other events here.
            if (generation == self->m_generation)
                self->fill(std::move(groups));
        });
    });
}

QString ProblemsView::exampleOf(const Group &group, std::size_t place) const
{
    const Snapshot &snapshot = m_context.snapshot();
    if (!group.refused) {
        const Finding &finding = group.findings[place];
        if (!snapshot.holds(finding.event)) // dropped since
            return {};
        return shownText(snapshot.typeOf(finding.event), 80) + QStringLiteral("  ")
            + shownText(finding.detail, 160);
    }
    const std::uint32_t row = group.rows[place];
    return shownText(snapshot.texts[snapshot.rejected.get(&RejectedColumns::detail, row)], 160);
}

void ProblemsView::fill(std::vector<Group> groups)
{
    m_groups = std::move(groups);
    m_count = 0;
    m_worst = Severity::Info;
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        const Group &group = m_groups[i];
        QTreeWidgetItem *item = m_tree->topLevelItem(static_cast<int>(i));
        if (!item) {
            item = new QTreeWidgetItem(m_tree);
            item->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
        }
        const Severity severity = group.refused ? Severity::Critical : severityOf(group.problem);
        item->setText(0,
                      group.refused ? tr("rejected: %1").arg(latin(word(*group.refused)))
                                    : latin(word(group.problem)));
        item->setIcon(0, stateIcon(stateOf(severity), m_theme));
        item->setText(1, countText(group.count));
        item->setText(2,
                      !group.refused && group.count > group.findings.size()
                          ? tr("the first %1 are listed").arg(group.findings.size())
                          : exampleOf(group, 0));
        m_worst = std::max(m_worst, severity);
        m_count += group.count;
        fillLines(item);
    }
    while (m_tree->topLevelItemCount() > static_cast<int>(m_groups.size()))
        delete m_tree->takeTopLevelItem(static_cast<int>(m_groups.size()));
    m_empty->setVisible(m_count == 0);
    m_empty->setText(
        tr("No problems: %1 events checked.").arg(countText(m_context.snapshot().keptEvents())));
    Q_EMIT headlineChanged();
}

// Of what is looked at.
void ProblemsView::fillLines(QTreeWidgetItem *item)
{
    const int place = m_tree->indexOfTopLevelItem(item);
    if (place < 0 || !item->isExpanded() || !isVisible())
        return;
    const Group &group = m_groups[static_cast<std::size_t>(place)];
    const auto listed = static_cast<int>(group.refused ? group.rows.size() : group.findings.size());
    for (int i = 0; i < listed; ++i) {
        QTreeWidgetItem *line = item->child(i);
        if (!line)
            line = new QTreeWidgetItem(item);
        fillLine(line, group, static_cast<std::size_t>(i));
    }
    while (item->childCount() > listed)
        delete item->takeChild(listed);
}

void ProblemsView::fillLine(QTreeWidgetItem *line, const Group &group, std::size_t place)
{
    const Snapshot &snapshot = m_context.snapshot();
    const EventId event = group.refused ? EventId{} : group.findings[place].event;
    const std::uint32_t row = group.refused ? group.rows[place] : 0;
    const std::uint64_t number
        = group.refused ? snapshot.rejected.get(&RejectedColumns::line, row) : 0;
    line->setText(0,
                  !group.refused && !snapshot.holds(event) ? QString{}
                      : !group.refused                     ? clockText(snapshot.timeOf(event), true)
                      : number > 0
                      ? tr("line %1").arg(number)
                      : clockText(snapshot.rejected.get(&RejectedColumns::received, row), true));
    line->setText(2, exampleOf(group, place));
    line->setData(0, kEventRole, snapshot.holds(event) ? event.value : 0);
    line->setData(0, kRejectedRole, group.refused ? row + 1 : 0);
}

void ProblemsView::showEvent(QShowEvent *)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        fillLines(m_tree->topLevelItem(i));
}

void ProblemsView::choose()
{
    const QTreeWidgetItem *line = m_tree->currentItem();
    if (!line)
        return;
    if (const EventId event{line->data(0, kEventRole).toUInt()}; !event.isNull())
        m_context.selectEvent(event);
    if (const std::uint32_t row = line->data(0, kRejectedRole).toUInt(); row > 0)
        showBytes(row - 1);
}

void ProblemsView::showBytes(std::uint32_t row)
{
    const Snapshot &snapshot = m_context.snapshot();
    const auto &table = snapshot.rejected;
    if (row < table.begin() || row >= table.size()) // dropped since
        return;
    const RecordRef ref = table.get(&RejectedColumns::record, row);
    m_shownRow = row + 1;
    m_place->setText(
        tr("%1, line %2, byte %3: %4 bytes, %5")
            .arg(shownText(snapshot.texts[table.get(&RejectedColumns::path, row)], 200),
                 QString::number(table.get(&RejectedColumns::line, row)),
                 QString::number(table.get(&RejectedColumns::offset, row)),
                 countText(table.get(&RejectedColumns::size, row)),
                 shownText(snapshot.texts[table.get(&RejectedColumns::detail, row)], 200)));
    m_bytes->clear();
    m_context.readRecord(ref, this, [this, row](const std::string &bytes) {
        if (m_shownRow == row + 1)
            m_bytes->setPlainText(hexLines(bytes));
    });
}

} // namespace sightglass
