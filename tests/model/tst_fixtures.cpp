// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/reading.h"

#include <algorithm>
#include <map>

using namespace sightglass;
using namespace sightglass::test;

namespace {

const QString kFixtures = QStringLiteral(SG_SHARED_DIR "/fixtures/");
const QString kHostile = QStringLiteral(SG_SHARED_DIR "/hostile/");

/// Outcomes of the events of one type in one file, in order. A finish that is not listed says none.
struct OutcomeFact
{
    std::string_view file; // how its path ends
    std::string_view type; // how the fact about it is called
    std::string_view outcomes;
};
constexpr OutcomeFact kOutcomes[] = {
    {"approval_closed.json", "approval.closed", "success"},
    {"pipelinerun_finished.json", "pipelinerun.finished", "failure"},
    {"taskrun_finished.json", "taskrun.finished", "failure"},
    {"taskrun.finished.0.1.0.json", "taskrun.finished", "success"},
    {"testcaserun_finished.json", "testcaserun.finished", "success"},
    {"testcaserun_skipped.json", "testcaserun.skipped", "skipped"},
    {"testsuiterun_finished.json", "testsuiterun.finished", "failure"},
    {"ticket_closed.json", "ticket.closed", "success"},
    {"EiffelActivityFinishedEvent/simple.json", "EiffelActivityFinishedEvent", "timeout"},
    {"confidence-level-joining/events.json", "EiffelActivityFinishedEvent", "failure,success"},
    {"EiffelTestCaseFinishedEvent/simple.json", "EiffelTestCaseFinishedEvent", "success"},
    {"confidence-level-joining/events.json", "EiffelTestCaseFinishedEvent",
     "success,success,success,success"},
    {"delivery-interface/events.json", "EiffelTestCaseFinishedEvent", "success,success"},
};

std::vector<std::string> fieldsOf(const std::string &line)
{
    std::vector<std::string> fields;
    for (std::size_t at = 0; at <= line.size();) {
        const std::size_t end = std::min(line.find('\t', at), line.size());
        fields.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    return fields;
}

/// Records of a file of whole documents: the members of an array, else the document.
std::vector<std::string> recordsOf(const std::string &content)
{
    json::Document document;
    if (document.parse(content))
        return {};
    std::vector<std::string> records;
    for (const json::Value element : document.root().elements())
        records.emplace_back(element.raw());
    if (!document.root().isArray())
        records.emplace_back(document.root().raw());
    return records;
}

std::string expectedOutcomes(std::string_view file, std::string_view type)
{
    for (const OutcomeFact &fact : kOutcomes) {
        if (fact.type == type && file.ends_with(fact.file))
            return std::string{fact.outcomes};
    }
    return {};
}

bool contains(std::string_view list, std::string_view wanted)
{
    return ("|" + std::string{list} + "|").find("|" + std::string{wanted} + "|")
        != std::string::npos;
}

std::string kebab(std::string_view finding)
{
    std::string text{finding.substr(2)}; // W_
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c == '_' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    });
    return text;
}

// Findings that only several events together show, and what exporting looks for.
bool isOfTheModel(std::string_view finding)
{
    for (const std::string_view known : {"W_DANGLING", "W_CONFLICT", "W_SKEW", "W_CYCLE",
                                         "W_CONFUSABLE", "W_OUTLIER", "W_SECRET"}) {
        if (finding == known)
            return true;
    }
    return finding.empty() || finding.ends_with('?');
}

} // namespace

class TestFixtures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyForeignSampleIsUnderstood_data()
    {
        QTest::addColumn<QByteArray>("vocabulary");
        for (const std::string &line : linesOf(kFixtures + QStringLiteral("MANIFEST.tsv"))) {
            const auto fields = fieldsOf(line);
            if (fields[1] == "cdevents" || fields[1] == "eiffel" || fields[1] == "cloudevents")
                QTest::newRow(fields[0].c_str()) << QByteArray::fromStdString(fields[1]);
        }
        if (!QFile::exists(kFixtures))
            QTest::newRow("none") << QByteArray{};
    }

    void everyForeignSampleIsUnderstood()
    {
        QFETCH(QByteArray, vocabulary);
        if (vocabulary.isEmpty())
            QSKIP("the shared fixtures are not here");
        const std::string file = QTest::currentDataTag();
        const auto records = recordsOf(contentOf(kFixtures + QString::fromStdString(file)));
        QVERIFY(!records.empty());
        std::map<std::string, std::string> outcomes;
        Reader reader;
        for (const std::string &record : records) {
            QCOMPARE(reader.read(record), std::string_view{});
            const Decoded &event = reader.event();
            QCOMPARE(event.vocabulary, std::string_view(vocabulary.data()));
            const TypeFact *fact = factOf(event.vocabulary, event.type);
            QVERIFY2(fact, std::string{event.type}.c_str());
            QCOMPARE(word(event.kind), fact->kind);
            QCOMPARE(word(event.phase), fact->phase);
            QCOMPARE(reader.count(Problem::UnknownType), 0);
            QCOMPARE(event.key.empty(), event.kind == Kind::None);
            if (event.outcome == Outcome::Unknown || !isActivity(event.kind))
                continue;
            std::string &seen = outcomes[std::string{fact->type}];
            seen += (seen.empty() ? "" : ",") + std::string{word(event.outcome)};
        }
        for (const auto &[type, seen] : outcomes)
            QCOMPARE(seen, expectedOutcomes(file, type));
        for (const OutcomeFact &fact : kOutcomes) {
            if (file.ends_with(fact.file))
                QVERIFY2(outcomes.count(std::string{fact.type}), fact.type.data());
        }
    }

    void everyOtherVocabularyIsNamed_data()
    {
        QTest::addColumn<QByteArray>("vocabulary");
        Reader reader;
        for (const std::string &line : linesOf(kFixtures + QStringLiteral("MANIFEST.tsv"))) {
            const auto fields = fieldsOf(line);
            for (const auto &vocabulary : reader.vocabularies()) {
                if (vocabulary->name() == fields[1])
                    QTest::newRow(fields[0].c_str()) << QByteArray::fromStdString(fields[1]);
            }
        }
        if (!QFile::exists(kFixtures))
            QTest::newRow("none") << QByteArray{};
    }

    void everyOtherVocabularyIsNamed()
    {
        QFETCH(QByteArray, vocabulary);
        if (vocabulary.isEmpty())
            QSKIP("the shared fixtures are not here");
        const QString file = kFixtures + QString::fromUtf8(QTest::currentDataTag());
        auto records = recordsOf(contentOf(file));
        if (records.empty())
            records = linesOf(file);
        QVERIFY(!records.empty());
        Reader reader;
        for (const std::string &record : records) {
            QCOMPARE(reader.read(record), std::string_view{});
            QCOMPARE(reader.event().vocabulary, std::string_view(vocabulary.data()));
            QCOMPARE(reader.count(Problem::UnknownType), 0);
        }
    }

    void everyHostileRecordIsJudged_data()
    {
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<QByteArray>("finding");
        QTest::addColumn<int>("accepted");
        QTest::addColumn<int>("rejected");
        for (const std::string &line : linesOf(kHostile + QStringLiteral("expect.tsv"))) {
            const auto fields = fieldsOf(line);
            const std::string families
                = "unicode|numbers|envelope|identity|time|links|display|urls|structure";
            if (fields.size() >= 10 && fields[5] == "ndjson" && contains(families, fields[1]))
                QTest::newRow(fields[0].c_str())
                    << QByteArray::fromStdString(fields[8]) << QByteArray::fromStdString(fields[9])
                    << std::stoi(fields[2]) << std::stoi(fields[3]);
        }
        if (!QFile::exists(kHostile))
            QTest::newRow("none") << QByteArray{} << QByteArray{} << 0 << 0;
    }

    void everyHostileRecordIsJudged()
    {
        QFETCH(QByteArray, reason);
        QFETCH(QByteArray, finding);
        QFETCH(int, accepted);
        QFETCH(int, rejected);
        if (!QFile::exists(kHostile))
            QSKIP("the shared hostile samples are not here");
        Reader reader;
        bool found = false;
        const std::string wanted = isOfTheModel(finding.data()) ? "" : kebab(finding.data());
        for (const std::string &line :
             linesOf(kHostile + QString::fromUtf8(QTest::currentDataTag()))) {
            const std::string_view verdict = reader.read(line);
            --(verdict.empty() ? accepted : rejected);
            if (!verdict.empty())
                QVERIFY2(contains(reason.data(), verdict), verdict.data());
            for (const ProblemClaim &claim : reader.event().problems) {
                found = found || word(claim.problem) == wanted;
                QCOMPARE(reader.count(claim.problem), 1);
            }
        }
        QCOMPARE(accepted, 0);
        QCOMPARE(rejected, 0);
        QCOMPARE(found, !wanted.empty());
    }
};

QTEST_GUILESS_MAIN(TestFixtures)
#include "tst_fixtures.moc"
