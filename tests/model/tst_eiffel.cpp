// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/base/time_text.h"
#include "tests/support/reading.h"

#include <set>
#include <string>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr std::string_view kId = "7b0c1f9a-52de-4c1b-9a77-0d3a51c0ffee";

/// "ArtifactCreated" with these data, links and time.
std::string eiffel(const std::string &type, const std::string &data = "{}",
                   const std::string &links = "[]", const std::string &time = "1770105600000")
{
    return "{\"meta\":{\"id\":\"" + std::string{kId} + R"(","type":"Eiffel)" + type
        + "Event\",\"time\":" + time + "},\"data\":" + data + ",\"links\":" + links + "}";
}

std::string oneLink(const std::string &type, const std::string &target)
{
    return "[{\"type\":\"" + type + R"(","target":")" + target + "\"}]";
}

void row(const char *name, const std::string &record, const char *wanted)
{
    QTest::newRow(name) << QByteArray::fromStdString(record) << QByteArray(wanted);
}

} // namespace

class TestEiffel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTypeIsKnown()
    {
        Reader reader;
        std::set<std::string_view> seen;
        for (const std::string &line : linesOf(QFINDTESTDATA("golden/decoded/eiffel.ndjson"))) {
            QCOMPARE(reader.read(line), std::string_view{});
            const Decoded &event = reader.event();
            QCOMPARE(event.vocabulary, std::string_view{"eiffel"});
            QCOMPARE(reader.problems(), std::string{});
            const TypeFact *fact = factOf("eiffel", event.type);
            QVERIFY2(fact, line.c_str());
            seen.insert(fact->type);
            QCOMPARE(word(event.kind), fact->kind);
            QCOMPARE(word(event.phase), fact->phase);
            QVERIFY(event.scope == IdScope::Eiffel && event.source.empty());
            QVERIFY(isKnown(event.time) && !event.key.empty());
        }
        QCOMPARE(seen.size(), eiffelFacts().size());
    }

    void outcomesFollowVerdictAndConclusion_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("wanted");
        for (const auto &[conclusion, wanted] : {std::pair{"SUCCESSFUL", "success"},
                                                 {"UNSUCCESSFUL", "failure"},
                                                 {"FAILED", "error"},
                                                 {"ABORTED", "canceled"},
                                                 {"TIMED_OUT", "timeout"},
                                                 {"INCONCLUSIVE", "unknown"}})
            row(conclusion,
                eiffel("ActivityFinished",
                       "{\"outcome\":{\"conclusion\":\"" + std::string{conclusion} + "\"}}"),
                wanted);
        const auto verdict = [](const char *outcome, const char *wanted) {
            row(outcome, eiffel("TestCaseFinished", R"({"outcome":)" + std::string{outcome} + "}"),
                wanted);
        };
        verdict(R"({"verdict":"PASSED","conclusion":"SUCCESSFUL"})", "success");
        verdict(R"({"verdict":"FAILED","conclusion":"SUCCESSFUL"})", "failure");
        verdict(R"({"verdict":"INCONCLUSIVE","conclusion":"SUCCESSFUL"})", "unknown");
        verdict(R"({"verdict":"FAILED","conclusion":"FAILED"})", "error");
        verdict(R"({"verdict":"INCONCLUSIVE","conclusion":"TIMED_OUT"})", "timeout");
        verdict(R"({"verdict":"PASSED"})", "success");
        row("suite without outcome", eiffel("TestSuiteFinished"), "unknown");
        row("suite", eiffel("TestSuiteFinished", R"({"outcome":{"verdict":"FAILED"}})"), "failure");
        row("canceled activity", eiffel("ActivityCanceled"), "canceled");
        row("canceled case", eiffel("TestCaseCanceled"), "canceled");
        row("started", eiffel("ActivityStarted", R"({"outcome":{"conclusion":"FAILED"}})"),
            "unknown");
    }

    void outcomesFollowVerdictAndConclusion()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, wanted);
        Reader reader;
        QCOMPARE(reader.read(record.toStdString()), std::string_view{});
        QCOMPARE(word(reader.event().outcome), std::string_view(wanted.data()));
    }

    void theTriggerNamesWhatFollowsIt_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("wanted");
        for (const auto &[type, linkType] : {std::pair{"ActivityStarted", "ACTIVITY_EXECUTION"},
                                             {"ActivityFinished", "ACTIVITY_EXECUTION"},
                                             {"ActivityCanceled", "ACTIVITY_EXECUTION"},
                                             {"TestCaseStarted", "TEST_CASE_EXECUTION"},
                                             {"TestCaseFinished", "TEST_CASE_EXECUTION"},
                                             {"TestCaseCanceled", "TEST_CASE_EXECUTION"},
                                             {"TestSuiteFinished", "TEST_SUITE_EXECUTION"},
                                             {"ArtifactPublished", "ARTIFACT"},
                                             {"ArtifactDeployed", "ARTIFACT"},
                                             {"ArtifactReused", "REUSED_ARTIFACT"},
                                             {"SourceChangeSubmitted", "CHANGE"}}) {
            row(type, eiffel(type, "{}", oneLink(linkType, "target")), "target");
            QTest::addRow("%s alone", type)
                << QByteArray::fromStdString(eiffel(type)) << QByteArray(kId.data());
        }
        row("only that link", eiffel("ActivityStarted", "{}", oneLink("CAUSE", "target")),
            kId.data());
        row("a trigger", eiffel("ActivityTriggered", "{}", oneLink("CAUSE", "target")), kId.data());
        row("an artifact", eiffel("ArtifactCreated", "{}", oneLink("COMPOSITION", "x")),
            kId.data());
    }

    void theTriggerNamesWhatFollowsIt()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, wanted);
        Reader reader;
        QCOMPARE(reader.read(record.toStdString()), std::string_view{});
        QCOMPARE(reader.event().key, std::string_view(wanted.data()));
    }

    void namesAreReadInEveryEdition_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("wanted");
        row("activity", eiffel("ActivityTriggered", R"({"name":"Build"})"), "Build");
        row("test case", eiffel("TestCaseTriggered", R"({"testCase":{"id":"TC-1"}})"), "TC-1");
        row("artifact", eiffel("ArtifactCreated", R"({"identity":"pkg:maven/org/app@2.1"})"),
            "app 2.1");
        row("artifact of 2017",
            eiffel("ArtifactCreated",
                   R"({"gav":{"groupId":"o","artifactId":"app","version":"1"}})"),
            "app 1");
        row("commit",
            eiffel("SourceChangeCreated", R"({"gitIdentifier":{"commitId":"0123456789abcdef"}})"),
            "01234567");
        row("revision", eiffel("SourceChangeSubmitted", R"({"svnIdentifier":{"revision":512}})"),
            "512");
        row("characters stay whole",
            eiffel("SourceChangeCreated", R"({"hgIdentifier":{"commitId":"1234567é9"}})"),
            "1234567");
        row("none", eiffel("ActivityStarted", R"({"name":7})"), "");
    }

    void namesAreReadInEveryEdition()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, wanted);
        Reader reader;
        QCOMPARE(reader.read(record.toStdString()), std::string_view{});
        QCOMPARE(reader.event().name, std::string_view(wanted.data()));
    }

    void onlySomeLinksAreFollowed()
    {
        const std::string causal[] = {"CAUSE",
                                      "CONTEXT",
                                      "PRECURSOR",
                                      "CHANGE",
                                      "ELEMENT",
                                      "COMPOSITION",
                                      "ARTIFACT",
                                      "REUSED_ARTIFACT",
                                      "IUT",
                                      "SUBJECT",
                                      "TERC",
                                      "SUB_CONFIDENCE_LEVEL",
                                      "CONFIDENCE_BASIS",
                                      "VERIFICATION_BASIS",
                                      "ACTIVITY_EXECUTION",
                                      "TEST_CASE_EXECUTION",
                                      "TEST_SUITE_EXECUTION"};
        const std::string other[] = {"PREVIOUS_VERSION",
                                     "PREVIOUS_ACTIVITY_EXECUTION",
                                     "BASE",
                                     "ORIGINAL_TRIGGER",
                                     "ENVIRONMENT",
                                     "RUNTIME_ENVIRONMENT",
                                     "CONFIGURATION",
                                     "FLOW_CONTEXT",
                                     "MODIFIED_ANNOUNCEMENT",
                                     "RESOLVED_ISSUE",
                                     "PARTIALLY_RESOLVED_ISSUE",
                                     "DERESOLVED_ISSUE",
                                     "SUCCESSFUL_ISSUE",
                                     "FAILED_ISSUE",
                                     "INCONCLUSIVE_ISSUE",
                                     "HOME_MADE"};
        Reader reader;
        const auto isCausal = [&](const std::string &type) {
            return reader.read(eiffel("ActivityTriggered", "{}", oneLink(type, "x"))).empty()
                && reader.event().links.at(0).causal && reader.event().links.at(0).type == type;
        };
        for (const std::string &type : causal)
            QVERIFY2(isCausal(type), type.c_str());
        for (const std::string &type : other)
            QVERIFY2(!isCausal(type), type.c_str());
    }

    void oddLinksAreNotCounted_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("wanted");
        const auto links = [](const char *json, const char *wanted) {
            row(json, eiffel("ActivityTriggered", "{}", json), wanted);
        };
        links("[]", "0 ");
        links("{}", "0 links");
        links("null", "0 links");
        links(R"("CAUSE")", "0 links");
        links(R"([{"type":"CAUSE"},{"target":"x"},7])", "0 links");
        links(R"([{"type":"CAUSE","target":""},{"type":"CAUSE","target":"x"}])", "1 links");
        links(R"([{"type":"CAUSE","target":"x"},{"type":"CAUSE","target":"x"}])", "2 dup-link");
        links(R"([{"type":"CAUSE","target":"x"},{"type":"CONTEXT","target":"x"}])", "2 ");
        std::string many = "[";
        for (int i = 0; i < 500; ++i)
            many += "{\"type\":\"CAUSE\",\"target\":\"x" + std::to_string(i) + "\"},";
        row("many", eiffel("ActivityTriggered", "{}", many + R"({"type":"IUT","target":"x7"}])"),
            "501 ");
        row("many, one twice",
            eiffel("ActivityTriggered", "{}", many + R"({"type":"CAUSE","target":"x7"}])"),
            "501 dup-link");
    }

    void oddLinksAreNotCounted()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, wanted);
        Reader reader;
        QCOMPARE(reader.read(record.toStdString()), std::string_view{});
        QCOMPARE(std::to_string(reader.event().links.size()) + " " + reader.problems(),
                 wanted.toStdString());
    }

    void timeIsWholeMilliseconds_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("wanted");
        const auto time = [](const char *json, const char *wanted) {
            row(json, eiffel("ActivityTriggered", "{}", "[]", json), wanted);
        };
        time("1770105600123", "2026-02-03T08:00:00.123Z");
        time("1770105600", "2026-02-03T08:00:00.000Z time"); // seconds, as the binding's sample has
        time("1770105600123.5", "none time");
        time("1.77e12", "none time");
        time("\"1770105600123\"", "none time");
        time("null", "none time");
        time("9223372036854775807", "none time, number");
        time("1e400", "none time, number");
    }

    void timeIsWholeMilliseconds()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, wanted);
        Reader reader;
        QCOMPARE(reader.read(record.toStdString()), std::string_view{});
        const Timestamp time = reader.event().time;
        const std::string problems = reader.problems();
        QCOMPARE((isKnown(time) ? formatRfc3339(time) : "none")
                     + (problems.empty() ? "" : " " + problems),
                 wanted.toStdString());
    }

    void identityIsItsOwnWrappedOrBare()
    {
        Reader reader;
        const std::string bare = eiffel("ActivityTriggered");
        for (const std::string &record :
             {bare,
              R"({"specversion":"1.0","id":"x","source":"/x","time":"2020-01-01T00:00:00Z",)"
              R"("type":"io.github.eiffel-community.EiffelActivityTriggeredEvent","data":)"
                  + bare + "}"}) {
            QCOMPARE(reader.read(record), std::string_view{});
            QCOMPARE(reader.event().id, kId);
            QCOMPARE(reader.event().type, std::string_view{"EiffelActivityTriggeredEvent"});
            QVERIFY(reader.event().source.empty());
            QCOMPARE(formatRfc3339(reader.event().time), std::string{"2026-02-03T08:00:00.000Z"});
        }
    }

    void identityIsRefusedOrFlagged_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("wanted");
        const auto meta = [](const char *name, const std::string &members, const char *wanted) {
            row(name, R"({"meta":{"time":1770105600000,)" + members + R"(},"data":{},"links":[]})",
                wanted);
        };
        const std::string type = R"("type":"EiffelArtifactCreatedEvent")";
        const std::string id = "\"id\":\"" + std::string{kId} + "\",";
        meta("whole", id + type, "");
        meta("no id", type, "MISSING_ATTR");
        meta("no type", id + R"("version":"1.0.0")", "MISSING_ATTR");
        meta("number as id", R"("id":7,)" + type, "BAD_ATTR");
        meta("two ids", id + id + type, "DUPLICATE_KEY");
        meta("no UUID", R"("id":"build-7",)" + type, "id-format");
        meta("letter case", id + R"("type":"eiffelartifactcreatedevent")", "unknown-type");
        meta("of a service", id + R"("type":"EiffelServiceStartedEvent")", "unknown-type");
        meta("of others", id + R"("type":"com.example")", "UNKNOWN_DIALECT");
        row("array", R"({"meta":[],"data":{},"links":[]})", "UNKNOWN_DIALECT");
        row("no links", R"({"meta":{"time":1770105600000,)" + id + type + R"(},"data":{}})",
            "links");
    }

    void identityIsRefusedOrFlagged()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, wanted);
        Reader reader;
        const std::string_view verdict = reader.read(record.toStdString());
        QCOMPARE(verdict.empty() ? reader.problems() : std::string{verdict}, wanted.toStdString());
    }
};

QTEST_GUILESS_MAIN(TestEiffel)
#include "tst_eiffel.moc"
