// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/search/pattern.h"
#include "tests/support/model_builder.h"

using namespace sightglass;
using namespace sightglass::test;

namespace {

Snapshot someRuns()
{
    ModelBuilder builder;
    Told started{"1", Kind::Build, "build-7", Phase::Running, Outcome::Unknown, 1};
    started.name = "nightly build";
    started.type = "dev.build.started";
    Told failed{"2", Kind::Build, "build-7", Phase::Finished, Outcome::Failure, 2};
    failed.type = "dev.build.finished";
    failed.detail = "out of memory";
    Told deployed{"3", Kind::Deployment, "deploy-1", Phase::Finished, Outcome::Success, 3};
    deployed.name = "rollout";
    deployed.source = "/argo";
    deployed.vocabulary = "argocd";
    Told other;
    other.id = "4";
    builder.tell({started, failed, deployed, other});
    return builder.snapshot();
}

/// The ids of the events that answer the question; "none" when it is no question.
std::string found(const Snapshot &snapshot, const char *question)
{
    const auto query = FieldQuery::of(question);
    if (!query)
        return "none";
    std::string ids;
    for (const EventId event : query->in(snapshot, 0, snapshot.events.size()))
        ids += snapshot.idOf(event);
    return ids;
}

} // namespace

class TestFieldQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventsAreFoundByWhatTheModelSays_data()
    {
        QTest::addColumn<QByteArray>("question");
        QTest::addColumn<QByteArray>("ids");
        const auto row = [](const char *question, const char *ids) {
            QTest::newRow(question) << QByteArray(question) << QByteArray(ids);
        };
        row("id=3", "3");
        row("type=dev.build.started", "1");
        row("type:dev.build", "12");
        row("type=dev.build", "");
        row("source=/argo", "3");
        row("vocabulary=argocd", "3");
        row("kind=build", "12");
        row("phase=running", "1");
        row("outcome=failure", "2");
        row("state=failed", "2");
        row("name:night", "12"); // also the event that does not repeat the name
        row("name=\"nightly build\"", "12");
        row("name=nightly", "");
        row("subject=build-7", "12");
        row("detail:memory", "2");
        row("kind=build  outcome=failure", "2");
        row("kind=build source=/argo", "");
    }
    void eventsAreFoundByWhatTheModelSays()
    {
        QFETCH(QByteArray, question);
        QFETCH(QByteArray, ids);
        QCOMPARE(QByteArray::fromStdString(found(someRuns(), question.constData())), ids);
    }

    void otherTextsAreNoQuestion()
    {
        const Snapshot snapshot = someRuns();
        for (const char *text :
             {"", " ", "nightly", "colour=red", "name=", "name:\"\"", "name=a or not", "=a",
              "\"name\":\"build\"", "https://ci.example.com/"})
            QCOMPARE(found(snapshot, text), std::string{"none"});
    }

    void quotesMakeATextOfAQuestion()
    {
        QVERIFY(Pattern::ofTyped("type=x").fields());
        const Pattern quoted = Pattern::ofTyped("\"type=x\"");
        QVERIFY(!quoted.fields());
        QCOMPARE(quoted.in("{\"url\":\"/?type=x\"}"), Pattern::Answer::Yes);
        const Pattern text = Pattern::ofTyped("\"said\"");
        QCOMPARE(text.in("{\"a\":\"he \\\"said\\\" so\"}"), Pattern::Answer::Yes);
        QCOMPARE(text.in("{\"a\":\"he said so\"}"), Pattern::Answer::No);
    }

    void onlyTheRowsThatAreAskedForAreLookedAt()
    {
        const Snapshot snapshot = someRuns();
        const auto query = FieldQuery::of("kind=build");
        QVERIFY(query);
        QCOMPARE(query->in(snapshot, 1, 2).size(), std::size_t{1});
        QCOMPARE(query->in(snapshot, 2, 100).size(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestFieldQuery)
#include "tst_field_query.moc"
