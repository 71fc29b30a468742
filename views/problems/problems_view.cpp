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
    connect(&context, &ViewContext::advanced, this,
            [this] { m_finding.follow(m_context.snapshot()); });
    connect(&context, &ViewContext::moved, this, [this] {
        if (m_context.playhead().mode() != Mode::Live)
            m_finding.want();
    });
    connect(&context, &ViewContext::contentReplaced, this, [this] {
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

void ProblemsView::find()
{
    QThreadPool::globalInstance()->start([self = QPointer<ProblemsView>(this),
                                          snapshot = m_context.snapshot(),
                                          at = m_context.playhead().at(), stop = m_finding.stop()] {
        std::vector<Finding> found = findings(snapshot, at, stop.get());
        QMetaObject::invokeMethod(qApp, [self, found = std::move(found), epoch = snapshot.epoch] {
            if (!self)
                return;
            self->m_finding.done();
            // Rows of an older content would name other events here.
            if (epoch <= self->m_context.snapshot().epoch)
                self->fill(found);
        });
    });
}

QTreeWidgetItem *ProblemsView::groupAt(int index, const QString &rule, Severity severity,
                                       std::uint64_t count)
{
    QTreeWidgetItem *group = m_tree->topLevelItem(index);
    if (!group)
        group = new QTreeWidgetItem(m_tree);
    group->setText(0, rule);
    group->setIcon(0, stateIcon(stateOf(severity), m_theme));
    group->setText(1, countText(count));
    m_worst = std::max(m_worst, severity);
    m_count += count;
    return group;
}

void ProblemsView::fill(const std::vector<Finding> &found)
{
    const Snapshot &snapshot = m_context.snapshot();
    m_count = 0;
    m_worst = Severity::Info;
    int groups = 0;
    fillRejected(groups);
    for (std::size_t begin = 0; begin < found.size();) {
        std::size_t end = begin;
        while (end < found.size() && found[end].problem == found[begin].problem)
            ++end;
        QTreeWidgetItem *group = groupAt(groups++, latin(word(found[begin].problem)),
                                         severityOf(found[begin].problem), end - begin);
        const std::size_t listed = std::min(end - begin, kMostListed);
        for (std::size_t i = 0; i < listed; ++i) {
            const Finding &finding = found[begin + i];
            if (!snapshot.holds(finding.event))
                continue;
            QTreeWidgetItem *line = group->child(static_cast<int>(i));
            if (!line)
                line = new QTreeWidgetItem(group);
            line->setText(0, clockText(snapshot.timeOf(finding.event), true));
            line->setText(1, {});
            line->setText(2,
                          shownText(snapshot.typeOf(finding.event), 80) + QStringLiteral("  ")
                              + shownText(finding.detail, 160));
            line->setData(0, kEventRole, finding.event.value);
            line->setData(0, kRejectedRole, 0);
        }
        while (group->childCount() > static_cast<int>(listed))
            delete group->takeChild(static_cast<int>(listed));
        group->setText(2,
                       (end - begin > listed          ? tr("the first %1 are listed").arg(listed)
                            : group->childCount() > 0 ? group->child(0)->text(2)
                                                      : QString{}));
        begin = end;
    }
    while (m_tree->topLevelItemCount() > groups)
        delete m_tree->takeTopLevelItem(groups);
    m_empty->setVisible(m_count == 0);
    m_empty->setText(tr("No problems: %1 events checked.").arg(countText(snapshot.keptEvents())));
    Q_EMIT headlineChanged();
}

// What was refused has no time: it is there at every instant.
void ProblemsView::fillRejected(int &groups)
{
    const auto &table = m_context.snapshot().rejected;
    std::map<Reason, std::vector<std::uint32_t>> byReason;
    std::map<Reason, std::uint64_t> counts;
    for (std::uint32_t row = table.begin(); row < table.size(); ++row) {
        const Reason reason = table.get(&RejectedColumns::reason, row);
        ++counts[reason];
        if (byReason[reason].size() < kMostListed)
            byReason[reason].push_back(row);
    }
    for (const auto &[reason, rows] : byReason) {
        QTreeWidgetItem *group = groupAt(groups++, tr("rejected: %1").arg(latin(word(reason))),
                                         Severity::Critical, counts[reason]);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QTreeWidgetItem *line = group->child(static_cast<int>(i));
            if (!line)
                line = new QTreeWidgetItem(group);
            const std::uint64_t place = table.get(&RejectedColumns::line, rows[i]);
            line->setText(0,
                          place > 0
                              ? tr("line %1").arg(place)
                              : clockText(table.get(&RejectedColumns::received, rows[i]), true));
            line->setText(
                2,
                shownText(m_context.snapshot().texts[table.get(&RejectedColumns::detail, rows[i])],
                          160));
            line->setData(0, kEventRole, 0);
            line->setData(0, kRejectedRole, rows[i] + 1);
        }
        while (group->childCount() > static_cast<int>(rows.size()))
            delete group->takeChild(static_cast<int>(rows.size()));
        group->setText(2, group->child(0)->text(2));
    }
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
