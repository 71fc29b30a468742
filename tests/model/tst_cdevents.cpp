// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/base/time_text.h"
#include "tests/support/reading.h"

#include <map>
#include <set>
#include <string>

using namespace sightglass;
using namespace sightglass::test;

namespace {

/// A bare CDEvent of 0.5.1; `more` are further members of the context.
std::string cdEvent(const std::string &type, const std::string &content = "{}",
                    const std::string &more = {})
{
    return R"({"context":{"specversion":"0.5.1","id":"c-1","source":"/ci","type":"dev.)" + type
        + R"(","timestamp":"2026-02-03T08:00:00Z")" + more + R"(},"subject":{"id":"s-1","content":)"
        + content + "}}";
}

std::string judged(const Decoded &event)
{
    return std::string{word(event.phase)} + " " + std::string{word(event.outcome)};
}

void row(const char *name, const std::string &record, const char *wanted)
{
    QTest::newRow(name) << QByteArray::fromStdString(record) << QByteArray(wanted);
}

} // namespace

class TestCdEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTypeOfEveryReleaseIsKnown()
    {
        const std::map<std::string, std::string> outcomes{
            {"approval.closed", "success"},      {"pipelinerun.finished", "success"},
            {"taskrun.finished", "error"},       {"testcase.finished", "failure"},
            {"testcaserun.finished", "failure"}, {"testcaserun.skipped", "skipped"},
            {"testsuite.finished", "success"},   {"testsuiterun.finished", "success"},
            {"scanner-job.finished", "failure"}, {"ticket.closed", "success"},
        };
        Reader reader;
        std::set<std::string_view> seen;
        int lines = 0;
        for (const std::string &line : linesOf(QFINDTESTDATA("golden/decoded/cdevents.ndjson"))) {
            ++lines;
            QCOMPARE(reader.read(line), std::string_view{});
            const Decoded &event = reader.event();
            QCOMPARE(event.vocabulary, std::string_view{"cdevents"});
            QCOMPARE(reader.problems(), std::string{});
            const TypeFact *fact = factOf("cdevents", event.type);
            QVERIFY2(fact, line.c_str());
            seen.insert(fact->type);
            QCOMPARE(word(event.kind), fact->kind);
            QCOMPARE(word(event.phase), fact->phase);
            const auto outcome = outcomes.find(std::string{fact->type});
            QCOMPARE(word(event.outcome),
                     std::string_view{outcome == outcomes.end() ? "unknown" : outcome->second});
            QVERIFY(isKnown(event.time) && !event.key.empty());
            if (isSubject(event.kind)) // its state is what happened to it
                QVERIFY(fact->type.ends_with("." + std::string{event.detail}));
        }
        QCOMPARE(lines, 258);
        QCOMPARE(seen.size(), cdEventsFacts().size() - 5); // a foreign type, and links
    }

    void outcomesAreReadInTheWordsOfAllReleases_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("wanted");
        const auto run = [](const char *json, const char *wanted) {
            row(json, cdEvent("cdevents.pipelinerun.finished.0.3.0", json), wanted);
        };
        run(R"({"outcome":"success"})", "finished success");
        run(R"({"outcome":"pass"})", "finished success");
        run(R"({"outcome":"failure"})", "finished failure");
        run(R"({"outcome":"fail"})", "finished failure");
        run(R"({"outcome":"FAILED"})", "finished failure");
        run(R"({"outcome":"error"})", "finished error");
        run(R"({"outcome":"startup_failure"})", "finished error");
        run(R"({"outcome":"cancel"})", "finished canceled");
        run(R"({"outcome":"cancelled"})", "finished canceled");
        run(R"({"outcome":"timed_out"})", "finished timeout");
        run(R"({"outcome":"skipped"})", "finished skipped");
        run(R"({"outcome":"neutral"})", "finished skipped");
        run(R"({"outcome":"unstable"})", "finished unstable");
        run(R"({"outcome":null})", "finished unknown");
        run("{}", "finished unknown");
        run(R"({"outcome":"purple"})", "finished unknown outcome");
        run(R"({"outcome":7})", "finished unknown outcome");
        const auto ticket = [](const char *json, const char *wanted) {
            row(json, cdEvent("cdevents.ticket.closed.0.2.0", json), wanted);
        };
        ticket(R"({"resolution":"completed"})", "finished success");
        ticket(R"({"resolution":"withdrawn"})", "finished canceled");
        ticket(R"({"resolution":"duplicate"})", "finished unknown");
        const auto approval = [](const char *json, const char *wanted) {
            row(json, cdEvent("cdevents.approval.closed.0.1.0-draft", json), wanted);
        };
        approval(R"({"status":"approved"})", "finished success");
        approval(R"({"status":"rejected"})", "finished failure");
        approval(R"({"status":"cancelled"})", "finished canceled");
        approval(R"({"status":"expired"})", "finished timeout");
    }

    void outcomesAreReadInTheWordsOfAllReleases()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, wanted);
        Reader reader;
        QCOMPARE(reader.read(record.toStdString()), std::string_view{});
        const std::string problems = reader.problems();
        QCOMPARE(judged(reader.event()) + (problems.empty() ? "" : " " + problems),
                 wanted.toStdString());
    }

    void whatTheSubjectSaysIsRead()
    {
        Reader reader;
        QVERIFY(reader
                    .read(cdEvent("cdevents.taskrun.finished.0.3.0",
                                  R"({"taskName":"compile","uri":"https:\/\/ci.example.com\/1",)"
                                  R"("outcome":"error","errors":"agent lost",)"
                                  R"("pipelineRun":{"id":"r-9","source":"/other"}})",
                                  R"(,"chainId":"chain-1")"))
                    .empty());
        const Decoded &event = reader.event();
        QCOMPARE(event.key, std::string_view{"task-run|/ci|s-1"});
        QCOMPARE(event.name, std::string_view{"compile"});
        QCOMPARE(event.url, std::string_view{"https://ci.example.com/1"});
        QCOMPARE(event.detail, std::string_view{"agent lost"});
        QCOMPARE(event.chain, std::string_view{"chain-1"});
        QCOMPARE(reader.references(), std::string{"pipelineRun pipeline-run|/other|r-9 (context)"});
        QCOMPARE(formatRfc3339(event.time), std::string{"2026-02-03T08:00:00.000Z"});
    }

    void otherThingsAreNamedByReference_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("wanted");
        row("deployed",
            cdEvent("cdevents.service.deployed.0.3.0",
                    R"({"environment":{"id":"eu1"},"artifactId":"pkg:oci/a@sha256%3A12"})"),
            "environment environment|/ci|eu1 [context], artifactId pkg:oci/a@sha256:12 (uses)");
        row("incident",
            cdEvent("cdevents.incident.detected.0.3.0",
                    R"({"environment":{"id":"eu1","source":"/k"},"service":{"id":"shop"}})"),
            "environment environment|/k|eu1 [context], service service|/ci|shop [context]");
        row("packaged",
            cdEvent("cdevents.artifact.packaged.0.3.0", R"({"change":{"id":"5","source":"/git"}})"),
            "change change|/git|5 (uses)");
        row("test case",
            cdEvent("cdevents.testcaserun.queued.0.3.0", R"({"testSuiteRun":{"id":"7"}})"),
            "testSuiteRun test-suite-run|/ci|7 (context)");
        row("test output",
            cdEvent("cdevents.testoutput.published.0.3.0", R"({"testCaseRun":{"id":"9"}})"),
            "testCaseRun test-case-run|/ci|9 (context)");
        row("nothing", cdEvent("cdevents.service.removed.0.3.0", R"({"environment":"eu1"})"), "");
    }

    void otherThingsAreNamedByReference()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, wanted);
        Reader reader;
        QCOMPARE(reader.read(record.toStdString()), std::string_view{});
        QCOMPARE(reader.references(), wanted.toStdString());
    }

    void theEnvelopeMayLieAndLoses()
    {
        Reader reader;
        QVERIFY(reader
                    .read(R"({"specversion":"1.0","id":"x","source":"/x","type":"x","data":)"
                          + cdEvent("cdevents.build.started.0.3.0")
                          + R"(,"time":"2020-01-01T00:00:00Z"})")
                    .empty());
        const Decoded &event = reader.event();
        QCOMPARE(event.id, std::string_view{"c-1"});
        QCOMPARE(event.source, std::string_view{"/ci"});
        QCOMPARE(event.type, std::string_view{"dev.cdevents.build.started.0.3.0"});
        QCOMPARE(formatRfc3339(event.time), std::string{"2026-02-03T08:00:00.000Z"});
        QVERIFY(event.scope == IdScope::CdEvents);
    }

    void aTypeWithoutItsDocumentIsAnEventOfTheEnvelope()
    {
        Reader reader;
        const std::string envelope
            = R"({"specversion":"1.0","id":"x","source":"/x","type":"dev.cdevents.build.finished.0.2.0",)";
        QVERIFY(reader.read(envelope + R"("data":{"n":1}})").empty());
        QCOMPARE(reader.event().vocabulary, std::string_view{"cdevents"});
        QCOMPARE(reader.event().id, std::string_view{"x"});
        QVERIFY(reader.event().kind == Kind::None && reader.event().key.empty());
        QCOMPARE(reader.problems(), std::string{"subject"});
    }

    void theDialectOfExtensionsIsRead()
    {
        Reader reader;
        QVERIFY(reader
                    .read(R"({"specversion":"0.3","id":"167","source":"job/",)"
                          R"("type":"dev.cdevents.taskrun.finished.0.1.0","taskname":"Compile",)"
                          R"("url":"job/7/","outcome":"success","errors":"","data":{"log":null}})")
                    .empty());
        const Decoded &event = reader.event();
        QCOMPARE(event.key, std::string_view{"task-run|job/|167"});
        QCOMPARE(event.name, std::string_view{"Compile"});
        QCOMPARE(event.url, std::string_view{"job/7/"});
        QCOMPARE(judged(event), std::string{"finished success"});
    }

    void identityComesFromTheContext_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("wanted");
        const std::string subject = R"("subject":{"id":"s"})";
        const auto context = [&](const char *name, const std::string &members, const char *wanted) {
            row(name, "{\"context\":{" + members + "}," + subject + "}", wanted);
        };
        const std::string type = R"("type":"dev.cdevents.build.started.0.3.0")";
        context("no id", R"("source":"/s",)" + type, "MISSING_ATTR");
        context("no source", R"("id":"a",)" + type, "MISSING_ATTR");
        context("no type", R"("id":"a","source":"/s")", "MISSING_ATTR");
        context("empty id", R"("id":"","source":"/s",)" + type, "BAD_ATTR");
        context("number as source", R"("id":"a","source":1,)" + type, "BAD_ATTR");
        context("two ids", R"("id":"a","id":"b","source":"/s",)" + type, "DUPLICATE_KEY");
        context("no time", R"("id":"a","source":"/s",)" + type, "time");
        context("time of others",
                R"("id":"a","source":"/s","timestamp":"2026-02-03 08:00:00",)" + type, "time");
        context("unknown type",
                R"("id":"a","source":"/s","timestamp":"2026-02-03T08:00:00Z",)"
                R"("type":"dev.cdevents.rocket.launched.0.1.0")",
                "unknown-type");
        row("no subject",
            R"({"context":{"id":"a","source":"/s","timestamp":"2026-02-03T08:00:00Z",)" + type
                + "}}",
            "subject");
        row("subject without id",
            R"({"subject":{},"context":{"id":"a","source":"/s","timestamp":"2026-02-03T08:00:00Z",)"
                + type + "}}",
            "subject");
    }

    void identityComesFromTheContext()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, wanted);
        Reader reader;
        const std::string_view verdict = reader.read(record.toStdString());
        QCOMPARE(verdict.empty() ? reader.problems() : std::string{verdict}, wanted.toStdString());
    }
};

QTEST_GUILESS_MAIN(TestCdEvents)
#include "tst_cdevents.moc"
