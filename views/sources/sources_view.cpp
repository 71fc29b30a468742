// SPDX-License-Identifier: Apache-2.0
#include "views/sources/sources_view.h"

#include "views/common/glyphs.h"
#include "views/items/shown_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace sightglass {
namespace {

enum Column : int { kName, kState, kAddress, kAccepted, kRejected, kLast, kDetail, kColumns };

struct Word
{
    QString text;
    State state;
};

Word wordOf(SourceInfo::Status status)
{
    switch (status) {
    case SourceInfo::Status::Opening:
        return {SourcesView::tr("Opening"), State::Queued};
    case SourceInfo::Status::Listening:
        return {SourcesView::tr("Listening"), State::Succeeded};
    case SourceInfo::Status::Reading:
        return {SourcesView::tr("Reading"), State::Running};
    case SourceInfo::Status::Finished:
        return {SourcesView::tr("Read"), State::Succeeded};
    case SourceInfo::Status::Retrying:
        return {SourcesView::tr("Retrying"), State::Unstable};
    case SourceInfo::Status::Failed:
        return {SourcesView::tr("Failed"), State::Failed};
    }
    return {};
}

} // namespace

SourcesView::SourcesView(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
    , m_list(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("sourcesView"));
    m_list->setObjectName(QStringLiteral("sourcesList"));
    m_list->setAccessibleName(tr("Sources"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setHeaderLabels({tr("Source"), tr("State"), tr("Address"), tr("Accepted"),
                             tr("Rejected"), tr("Last event"), tr("Note")});
    m_list->header()->setStretchLastSection(true);
    auto *copyAddress = new QPushButton(tr("Copy receiver address"), this);
    copyAddress->setObjectName(QStringLiteral("sourcesCopyAddress"));
    auto *test = new QPushButton(tr("Send test event"), this);
    test->setObjectName(QStringLiteral("sourcesTest"));
    connect(copyAddress, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_address); });
    connect(test, &QPushButton::clicked, this, &SourcesView::testEventWanted);
    auto *row = new QHBoxLayout;
    row->addWidget(copyAddress);
    row->addWidget(test);
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->addLayout(row);
    column->addWidget(m_list, 1);
    setFocusProxy(m_list);
    connect(&context, &ViewContext::advanced, this, &SourcesView::fill);
    connect(&context, &ViewContext::contentReplaced, this, &SourcesView::fill);
    connect(&theme, &Theme::changed, this, &SourcesView::fill);
    fill();
}

void SourcesView::setReceiver(const QString &address, const QString &problem)
{
    m_address = address;
    m_problem = problem;
    fill();
}

void SourcesView::fill()
{
    const Snapshot &snapshot = m_context.snapshot();
    bool receiverShown = false;
    int row = 0;
    const auto item = [&] {
        QTreeWidgetItem *made = m_list->topLevelItem(row++);
        return made ? made : new QTreeWidgetItem(m_list);
    };
    for (const SourceInfo &source : snapshot.sources) {
        receiverShown |= source.live;
        QTreeWidgetItem *line = item();
        const Word word = wordOf(source.status);
        line->setText(kName, shownText(snapshot.texts[source.name], 80));
        line->setText(kState, word.text);
        line->setIcon(kState, stateIcon(word.state, m_theme));
        line->setText(kAddress, shownText(snapshot.texts[source.address], 200));
        line->setText(kAccepted, countText(source.accepted));
        line->setText(kRejected, countText(source.rejected));
        line->setText(kLast,
                      isKnown(source.lastReceived) ? clockText(source.lastReceived)
                                                   : QStringLiteral("–"));
        line->setText(kDetail, shownText(snapshot.texts[source.detail], 200));
    }
    if (!receiverShown) { // it listens whatever is shown
        QTreeWidgetItem *line = item();
        const Word word = wordOf(m_problem.isEmpty() ? SourceInfo::Status::Listening
                                                     : SourceInfo::Status::Failed);
        line->setText(kName, tr("Receiver"));
        line->setText(kState, word.text);
        line->setIcon(kState, stateIcon(word.state, m_theme));
        line->setText(kAddress, m_address);
        for (const int column : {kAccepted, kRejected, kLast})
            line->setText(column, QStringLiteral("–"));
        line->setText(kDetail, m_problem);
    }
    while (m_list->topLevelItemCount() > row)
        delete m_list->takeTopLevelItem(row);
}

} // namespace sightglass
