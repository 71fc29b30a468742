// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/inspector.h"

#include "model/graph/flows.h"
#include "views/common/glyphs.h"
#include "views/inspector/json_view.h"
#include "views/inspector/links_panel.h"
#include "views/inspector/sentence.h"
#include "views/items/json_tree_model.h"
#include "views/items/shown_text.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedLayout>
#include <QTabWidget>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace sightglass {
namespace {

constexpr int kIcon = 20;
constexpr std::uint32_t kEventsListed = 100;
constexpr std::size_t kRecordsAsked = 8;
constexpr std::size_t kLongestAddress = 2048;
constexpr int kTargetRole = Qt::UserRole;

QTreeWidget *tree(const QString &name, const QString &accessibleName, const QStringList &headers,
                  QWidget *parent)
{
    auto *made = new QTreeWidget(parent);
    made->setObjectName(name);
    made->setAccessibleName(accessibleName);
    made->setHeaderLabels(headers);
    made->setUniformRowHeights(true);
    made->header()->setStretchLastSection(true);
    made->setColumnWidth(0, 130);
    return made;
}

} // namespace

Inspector::Inspector(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
    , m_pages(new QStackedLayout(this))
    , m_tabs(new QTabWidget(this))
    , m_fieldsModel(new JsonTreeModel(this))
    , m_fields(new QTreeView(this))
    , m_json(new JsonView(theme, this))
    , m_links(new LinksPanel(context, theme, this))
{
    setObjectName(QStringLiteral("inspector"));
    m_tabs->setObjectName(QStringLiteral("inspectorTabs"));
    m_fields->setObjectName(QStringLiteral("inspectorFields"));
    m_fields->setAccessibleName(tr("Fields"));
    m_fields->setModel(m_fieldsModel);
    m_fields->setUniformRowHeights(true);
    m_fields->setColumnWidth(0, 150);
    m_tabs->addTab(makeSummary(), tr("Summary"));
    m_tabs->addTab(m_fields, tr("Fields"));
    m_tabs->addTab(m_json, tr("JSON"));
    m_tabs->addTab(m_links, tr("Links"));
    auto *nothing = new QLabel(
        tr("Nothing selected.\nClick anything, or press N for the next problem."), this);
    nothing->setObjectName(QStringLiteral("inspectorEmpty"));
    nothing->setTextFormat(Qt::PlainText);
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setWordWrap(true);
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(makeHeader());
    column->addWidget(m_tabs, 1);
    m_pages->addWidget(nothing);
    m_pages->addWidget(page);
    const auto jump = [this](QTreeWidgetItem *item) {
        const auto target = item->data(0, kTargetRole).toUInt();
        if (target != 0)
            m_context.selectEvent(EventId{target});
    };
    connect(m_facts, &QTreeWidget::itemActivated, this, jump);
    connect(&context.selection(), &Selection::changed, this, &Inspector::refresh);
    connect(&context, &ViewContext::moved, this, &Inspector::refresh);
    connect(&context, &ViewContext::advanced, this, &Inspector::refresh);
    connect(&context, &ViewContext::flowsChanged, this, &Inspector::refresh);
    connect(&context, &ViewContext::olderLoaded, this, &Inspector::refresh);
    connect(&theme, &Theme::changed, this, &Inspector::refresh);
    refresh();
}

QWidget *Inspector::makeHeader()
{
    auto *header = new QWidget(this);
    m_icon = new QLabel(header);
    m_title = new QLabel(header);
    m_title->setObjectName(QStringLiteral("inspectorTitle"));
    m_state = new QLabel(header);
    m_state->setObjectName(QStringLiteral("inspectorState"));
    for (QLabel *label : {m_title, m_state})
        label->setTextFormat(Qt::PlainText);
    QFont font = m_theme.uiFont(14);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_title->setWordWrap(true);
    m_open = new QPushButton(tr("Open in browser"), header);
    m_open->setObjectName(QStringLiteral("inspectorOpen"));
    connect(m_open, &QPushButton::clicked, this, &Inspector::openAddress);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(8, 6, 8, 2);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->addWidget(m_title);
    texts->addWidget(m_state);
    row->addLayout(texts, 1);
    row->addWidget(m_open, 0, Qt::AlignTop);
    return header;
}

QWidget *Inspector::makeSummary()
{
    auto *summary = new QWidget(this);
    summary->setObjectName(QStringLiteral("inspectorSummary"));
    m_sentence = new QLabel(summary);
    m_sentence->setObjectName(QStringLiteral("inspectorSentence"));
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_facts = tree(QStringLiteral("inspectorFacts"), tr("What is known"), {tr("What"), tr("Value")},
                   summary);
    auto *column = new QVBoxLayout(summary);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(m_sentence);
    column->addWidget(m_facts, 1);
    return summary;
}

QString Inspector::titleOf(EventId event) const
{
    const Snapshot &snapshot = m_context.snapshotOf(event);
    const EntityId entity = snapshot.entityOf(event);
    if (entity.isNull())
        return shownText(snapshot.typeOf(event), 100);
    const EntityState state = stateAt(snapshot, entity, m_context.playhead().at());
    return shownText(displayName(snapshot, entity, state), 100);
}

void Inspector::refresh()
{
    const Selected selected = m_context.selection().current();
    m_pages->setCurrentIndex(selected.isEmpty() ? 0 : 1);
    if (selected.isEmpty()) {
        m_read = {};
        return;
    }
    const Snapshot &snapshot = m_context.snapshotOf(selected.event);
    const bool here = m_context.snapshot().holds(selected.event);
    const EntityId entity = here ? selected.entity : snapshot.entityOf(selected.event);
    const EntityState state = stateAt(snapshot, entity, m_context.playhead().at());
    m_title->setText(titleOf(selected.event));
    const bool activity = isActivity(state.kind);
    QPixmap pixmap = (activity ? stateIcon(state.state, m_theme) : kindIcon(state.kind, m_theme))
                         .pixmap(kIcon);
    m_icon->setPixmap(pixmap);
    const QString words = activity
        ? stateWord(state.state) + QStringLiteral(" · ") + kindWord(state.kind)
        : kindWord(state.kind);
    m_state->setText(entity.isNull()
                         ? tr("event of %1").arg(shownText(snapshot.sourceOf(selected.event), 80))
                         : words + QStringLiteral(" · ")
                             + shownText(snapshot.sourceOf(selected.event), 80));
    fillSummary(selected.event, entity, state);
    m_links->show(selected.event);
    if (m_read != selected.event && snapshot.holds(selected.event))
        read(selected.event);
}

void Inspector::fillSummary(EventId event, EntityId entity, const EntityState &state)
{
    const Snapshot &snapshot = m_context.snapshotOf(event);
    const bool here = m_context.snapshot().holds(event);
    const QString sentence = !snapshot.holds(event) ? tr("Being read from the log…")
        : entity.isNull() ? tr("An event that no activity or subject is known of.")
                          : sentenceOf(snapshot, state, m_context.playhead().now());
    if (sentence != m_sentence->text())
        m_sentence->setText(sentence);
    m_facts->clear();
    for (const Fact &fact : factsOf(snapshot, event, state))
        new QTreeWidgetItem(m_facts, {fact.name, fact.value});
    if (!entity.isNull() && isActivity(state.kind)) {
        for (const Fact &fact :
             here ? progressFacts(m_context.progressOf(entity), state) : std::vector<Fact>{})
            new QTreeWidgetItem(m_facts, {fact.name, fact.value});
        fillTimes(state);
    }
    if (!here)
        new QTreeWidgetItem(m_facts, {tr("memory"), tr("dropped; read back from the log")});
    fillProblems(event);
    if (!entity.isNull())
        fillEvents(snapshot, entity);
}

void Inspector::fillTimes(const EntityState &state)
{
    const std::pair<QString, Timestamp> times[] = {{tr("queued"), state.queuedAt},
                                                   {tr("started"), state.startedAt},
                                                   {tr("finished"), state.finishedAt}};
    for (const auto &[name, time] : times) {
        if (isKnown(time))
            new QTreeWidgetItem(m_facts, {name, dateTimeText(time)});
    }
}

void Inspector::fillProblems(EventId event)
{
    const Snapshot &snapshot = m_context.snapshotOf(event);
    forEachRow(snapshot.problems, [&](std::uint32_t row) {
        if (snapshot.problems.get(&ProblemColumns::event, row) != event)
            return;
        const std::string_view rule = word(snapshot.problems.get(&ProblemColumns::problem, row));
        const QString detail
            = shownText(snapshot.texts[snapshot.problems.get(&ProblemColumns::detail, row)], 200);
        new QTreeWidgetItem(m_facts,
                            {tr("problem"),
                             QString::fromUtf8(rule.data(), static_cast<qsizetype>(rule.size()))
                                 + QStringLiteral(": ") + detail});
    });
}

void Inspector::fillEvents(const Snapshot &snapshot, EntityId entity)
{
    const std::vector<EventId> events = eventsOf(snapshot, entity, m_context.playhead().at());
    auto *group = new QTreeWidgetItem(m_facts, {tr("events"), countText(events.size())});
    const std::size_t skipped = events.size() > kEventsListed ? events.size() - kEventsListed : 0;
    for (std::size_t i = skipped; i < events.size(); ++i) {
        auto *line = new QTreeWidgetItem(group,
                                         {clockText(snapshot.timeOf(events[i]), true),
                                          shownText(snapshot.typeOf(events[i]), 120)});
        line->setData(0, kTargetRole, events[i].value);
    }
    group->setExpanded(true);
}

void Inspector::read(EventId event)
{
    m_read = event;
    readAddress(event);
    const Snapshot &snapshot = m_context.snapshotOf(event);
    const EntityState state
        = stateAt(snapshot, snapshot.entityOf(event), m_context.playhead().at());
    std::vector<JsonTreeModel::Derived> derived;
    for (const Fact &fact : factsOf(snapshot, event, state))
        derived.push_back({fact.name, fact.value});
    m_context.readRecord(snapshot.recordOf(event), this, [this, event, derived](std::string bytes) {
        if (event != m_read)
            return;
        m_json->show(bytes);
        m_fieldsModel->show(std::move(bytes), derived);
        m_fields->expandToDepth(0);
    });
}

// That of the event, else of the newest one of the same thing that has one.
void Inspector::readAddress(EventId event)
{
    m_address.clear();
    m_open->hide();
    const Snapshot &snapshot = m_context.snapshotOf(event);
    std::vector<RecordRef> records{snapshot.recordOf(event)};
    const EntityId entity = snapshot.entityOf(event);
    EventId other = entity.isNull() ? EventId{} : snapshot.lastEventOf(entity);
    for (; !other.isNull() && records.size() < kRecordsAsked; other = snapshot.previousOf(other))
        records.push_back(snapshot.recordOf(other));
    m_context.readAddress(std::move(records), this, [this, event](const std::string &address) {
        if (event != m_read)
            return;
        m_address = QString::fromUtf8(
            address.data(), static_cast<qsizetype>(std::min(address.size(), kLongestAddress)));
        m_open->setVisible(!m_address.isEmpty());
    });
}

// Nothing is opened that an event named before its parts were shown (design.md §8).
void Inspector::openAddress()
{
    const QUrl url{m_address, QUrl::StrictMode};
    const bool plain = url.isValid()
        && (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http"))
        && url.userInfo().isEmpty() && !url.host().isEmpty();
    QMessageBox box{this};
    box.setTextFormat(Qt::PlainText);
    box.setWindowTitle(tr("Open in browser"));
    if (!plain) {
        box.setText(tr("This address is not opened: only plain http and https addresses are."));
        box.setInformativeText(shownText(m_address.toStdString(), 300));
        box.exec();
        return;
    }
    box.setText(tr("Open %1 on host %2?").arg(url.scheme(), url.host(QUrl::FullyEncoded)));
    box.setInformativeText(shownText(m_address.toStdString(), 300));
    box.setStandardButtons(QMessageBox::Open | QMessageBox::Cancel);
    if (box.exec() == QMessageBox::Open)
        QDesktopServices::openUrl(url);
}

void Inspector::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier)
        && (event->key() == Qt::Key_PageDown || event->key() == Qt::Key_PageUp)) {
        const int step = event->key() == Qt::Key_PageDown ? 1 : m_tabs->count() - 1;
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + step) % m_tabs->count());
        return;
    }
    if (event->modifiers().testFlag(Qt::ControlModifier) && event->key() == Qt::Key_Right) {
        m_fields->expandAll();
        return;
    }
    if (event->modifiers().testFlag(Qt::ControlModifier) && event->key() == Qt::Key_Left) {
        m_fields->collapseAll();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace sightglass
