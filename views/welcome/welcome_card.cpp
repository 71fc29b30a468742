// SPDX-License-Identifier: Apache-2.0
#include "views/welcome/welcome_card.h"

#include "model/base/time_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <chrono>

namespace sightglass {
namespace {

constexpr int kCommandHeight = 64;

} // namespace

QString WelcomeCard::curlText(const QString &address, bool finished)
{
    const QString now = QString::fromStdString(
        formatRfc3339(std::chrono::time_point_cast<Span>(std::chrono::system_clock::now())));
    const QString id
        = QString::number(std::chrono::system_clock::now().time_since_epoch().count(), 36);
    const QString type = finished ? QStringLiteral("finished") : QStringLiteral("started");
    const QString outcome = finished
        ? QStringLiteral(",\"outcome\":\"failure\",\"errors\":\"exit status 1\"")
        : QString{};
    const QString event
        = QStringLiteral("{\"context\":{\"specversion\":\"0.5.1\",\"id\":\"%1-%2\",\"source\":\"my/"
                         "ci\",\"type\":\"dev.cdevents.pipelinerun.%2.0.3.0\","
                         "\"timestamp\":\"%3\"},\"subject\":{\"id\":\"run-1\",\"source\":\"my/"
                         "ci\",\"content\":{\"pipelineName\":\"hello\","
                         "\"uri\":\"https://ci.example.com/1\"%4}}}")
              .arg(id, type, now, outcome);
    return QStringLiteral("curl %1 -H 'Content-Type: application/json' -d '%2'")
        .arg(address, event);
}

WelcomeCard::WelcomeCard(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_listening(new QLabel(this))
    , m_started(commandBox(QStringLiteral("welcomeCurl"), tr("Command that sends a first event")))
    , m_finished(commandBox(QStringLiteral("welcomeCurlFinished"), tr("Command that ends the run")))
    , m_demo(new QPushButton(tr("Stop demo"), this))
{
    setObjectName(QStringLiteral("welcomeCard"));
    m_listening->setObjectName(QStringLiteral("welcomeListening"));
    m_listening->setTextFormat(Qt::PlainText);
    m_listening->setWordWrap(true);
    m_listening->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_demo->setObjectName(QStringLiteral("welcomeDemo"));
    auto *open = new QPushButton(tr("Open…"), this);
    open->setObjectName(QStringLiteral("welcomeOpen"));
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("welcomeClose"));
    connect(m_demo, &QPushButton::clicked, this, &WelcomeCard::demoToggled);
    connect(open, &QPushButton::clicked, this, &WelcomeCard::openWanted);
    connect(close, &QPushButton::clicked, this, &WelcomeCard::closed);
    const auto lefty = [this](QWidget *widget) {
        auto *row = new QHBoxLayout;
        row->addWidget(widget);
        row->addStretch(1);
        return row;
    };
    auto *column = new QVBoxLayout(this);
    column->setSpacing(6);
    column->addWidget(heading(tr("1  Watch the demo")));
    column->addWidget(sentence(
        tr("A delivery of an imagined shop, 90 seconds in a loop. itest-3 is about to fail.")));
    column->addLayout(lefty(m_demo));
    column->addSpacing(10);
    column->addWidget(heading(tr("2  Send your events")));
    column->addWidget(m_listening);
    column->addWidget(m_started);
    column->addLayout(lefty(copyButton(QStringLiteral("welcomeCopy"), m_started)));
    column->addWidget(sentence(tr("Then let the run end:")));
    column->addWidget(m_finished);
    column->addLayout(lefty(copyButton(QStringLiteral("welcomeCopyFinished"), m_finished)));
    column->addWidget(sentence(tr("Waiting for the first event… CloudEvents, CDEvents, Eiffel and "
                                  "the webhooks of twenty tools are understood (Help ▸ Rosetta "
                                  "Stone); the demo makes way.")));
    column->addSpacing(10);
    column->addWidget(heading(tr("3  Open a recording")));
    column->addWidget(sentence(
        tr("Drop a file anywhere: lines, arrays or documents of JSON, plain, .gz or .zst.")));
    column->addLayout(lefty(open));
    column->addWidget(sentence(tr("Or one of these:")));
    column->addLayout(lefty(exampleButton(tr("A release train, told by Eiffel"),
                                          QStringLiteral("eiffel-release-train.ndjson"))));
    column->addLayout(lefty(exampleButton(tr("An incident, told by Tekton and CDEvents"),
                                          QStringLiteral("tekton-cdevents-incident.ndjson"))));
    column->addStretch(1);
    column->addLayout(lefty(close));
}

QLabel *WelcomeCard::heading(const QString &text)
{
    auto *label = new QLabel(text, this);
    label->setTextFormat(Qt::PlainText);
    QFont font = m_theme.uiFont(15);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QLabel *WelcomeCard::sentence(const QString &text)
{
    auto *label = new QLabel(text, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QPlainTextEdit *WelcomeCard::commandBox(const QString &name, const QString &accessibleName)
{
    auto *box = new QPlainTextEdit(this);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    box->setReadOnly(true);
    box->setFont(m_theme.fixedFont(11));
    box->setFixedHeight(kCommandHeight);
    box->setTabChangesFocus(true);
    return box;
}

QPushButton *WelcomeCard::exampleButton(const QString &text, const QString &file)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QStringLiteral("welcomeExample_") + file.section(u'-', 0, 0));
    connect(button, &QPushButton::clicked, this, [this, file] { Q_EMIT exampleWanted(file); });
    return button;
}

QPushButton *WelcomeCard::copyButton(const QString &name, QPlainTextEdit *from)
{
    auto *button = new QPushButton(tr("Copy"), this);
    button->setObjectName(name);
    button->setAccessibleName(tr("Copy: %1").arg(from->accessibleName()));
    connect(button, &QPushButton::clicked, from,
            [from] { QGuiApplication::clipboard()->setText(from->toPlainText()); });
    return button;
}

void WelcomeCard::setReceiver(const QString &address, const QString &problem)
{
    m_listening->setText(problem.isEmpty() ? tr("Listening on %1").arg(address) : problem);
    m_started->setPlainText(curlText(address, false));
    m_finished->setPlainText(curlText(address, true));
}

void WelcomeCard::setDemoRunning(bool running)
{
    m_demo->setText(running ? tr("Stop demo") : tr("Start demo"));
}

} // namespace sightglass
