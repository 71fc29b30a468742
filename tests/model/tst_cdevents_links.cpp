// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/support/reading.h"

#include <string>

using namespace sightglass;
using namespace sightglass::test;

namespace {

/// A CDEvent whose context has these links.
std::string carrier(const std::string &links)
{
    return R"({"context":{"id":"c-1","source":"/ci","type":"dev.cdevents.build.started.0.3.0",)"
           R"("timestamp":"2026-02-03T08:00:00Z","links":)"
        + links + R"(},"subject":{"id":"s-1"}})";
}

void row(const char *name, const std::string &record, const char *wanted)
{
    QTest::newRow(name) << QByteArray::fromStdString(record) << QByteArray(wanted);
}

} // namespace

class TestCdEventsLinks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void embeddedLinksPointBackFromTheirCarrier_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("wanted");
        const auto links = [](const char *name, const std::string &json, const char *wanted) {
            row(name, carrier(json), wanted);
        };
        links("path", R"([{"linkType":"PATH","from":{"contextId":"a"}}])", "PATH a> (path)");
        links("trigger",
              R"([{"linkType":"RELATION","linkKind":"TRIGGER","target":{"contextId":"a"}}])",
              "RELATION TRIGGER a> (cause)");
        links("relation",
              R"([{"linkType":"RELATION","linkKind":"ARTIFACT","target":{"contextId":"a"}}])",
              "RELATION ARTIFACT a> (relation)");
        links("end", R"([{"linkType":"END","from":{"contextId":"a"}}])", "END a> (path)");
        links("end without from", R"([{"linkType":"END"}])", "END > (path)");
        links("twice",
              R"([{"linkType":"PATH","from":{"contextId":"a"}},)"
              R"({"linkType":"PATH","from":{"contextId":"a"}}])",
              "PATH a> (path), PATH a> (path): dup-link");
        links("no end", R"([{"linkType":"PATH"},{"linkType":"PATH","from":{}}])", ": links");
        links("unknown", R"([{"linkType":"LOOP","from":{"contextId":"a"}},7,null])", ": links");
        links("NUL", R"([{"linkType":"PATH","from":{"contextId":"\u0000"}}])", ": links, control");
        links("object", R"({"linkType":"PATH"})", ": links");
        links("null", "null", ": links");
        links("none", "[]", "");
    }

    void embeddedLinksPointBackFromTheirCarrier()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, wanted);
        Reader reader;
        QCOMPARE(reader.read(record.toStdString()), std::string_view{});
        const std::string problems = reader.problems();
        QCOMPARE(reader.links() + (problems.empty() ? "" : ": " + problems), wanted.toStdString());
    }

    void linksThatTravelAloneAreEvents_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("wanted");
        const auto link = [](const char *type, const std::string &ends, const char *wanted) {
            row(type,
                R"({"chainId":"k","timestamp":"2026-02-03T08:00:00Z","linkType":)"
                    + ('"' + std::string{type} + "\"," + ends + "}"),
                wanted);
        };
        link("START", R"("start":{"contextId":"a"})", "cdevents.link.start: START >a (path)");
        link("PATH", R"("from":{"contextId":"a"},"to":{"contextId":"b"})",
             "cdevents.link.path: PATH a>b (path)");
        link("RELATION", R"("linkKind":"X","source":{"contextId":"a"},"target":{"contextId":"b"})",
             "cdevents.link.relation: RELATION X b>a (relation)");
        link("END", R"("from":{"contextId":"a"},"end":{"contextId":"b"})",
             "cdevents.link.end: END a>b (path)");
    }

    void linksThatTravelAloneAreEvents()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, wanted);
        Reader reader;
        QCOMPARE(reader.read(record.toStdString()), std::string_view{});
        const Decoded &event = reader.event();
        QCOMPARE(std::string{event.type} + ": " + reader.links(), wanted.toStdString());
        QCOMPARE(event.source, std::string_view{"k"});
        QVERIFY(event.id.size() == 32 && isKnown(event.time) && event.kind == Kind::None);
        QVERIFY(event.chain.empty() && reader.problems().empty());
    }

    void aLinkIsNamedByItsContentAlone()
    {
        Reader reader;
        const auto id = [&](const std::string &record) {
            return reader.read(record).empty() ? std::string{reader.event().id} : std::string{};
        };
        const std::string first = id(R"({"chainId":"k","linkType":"END","end":{"contextId":"a"}})");
        QCOMPARE(id(R"({ "linkType": "END", "end": {"contextId":"\u0061"}, "chainId": "k" })"),
                 first);
        QVERIFY(id(R"({"chainId":"k","linkType":"END","end":{"contextId":"b"}})") != first);
        QCOMPARE(reader.read(R"({"chainId":"k","linkType":"LOOP"})"), std::string_view{"BAD_ATTR"});
    }
};

QTEST_GUILESS_MAIN(TestCdEventsLinks)
#include "tst_cdevents_links.moc"
