// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/base/limits.h"
#include "model/vocabulary/address.h"
#include "model/vocabulary/member_list.h"
#include "tests/support/reading.h"

#include <string>

using namespace sightglass;
using namespace sightglass::test;

namespace {

/// A CloudEvent with these members instead of, or beside, the required ones.
std::string cloudEvent(const std::string &id = R"("a")", const std::string &more = {},
                       const std::string &source = R"("/s")", const std::string &type = R"("t")")
{
    return R"({"specversion":"1.0","id":)" + id + R"(,"source":)" + source + R"(,"type":)" + type
        + more + "}";
}

std::string quotedLetters(std::size_t count)
{
    return '"' + std::string(count, 'x') + '"';
}

void row(const char *name, const std::string &record, const char *wanted)
{
    QTest::newRow(name) << QByteArray::fromStdString(record) << QByteArray(wanted);
}

} // namespace

class TestDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatHasNoTrustworthyIdentity_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("reason");
        row("whole", cloudEvent(), "");
        row("not JSON", "{\"specversion\":", "BAD_JSON");
        row("not UTF-8", "{\"a\":\"\xC3\"}", "INVALID_UTF8");
        row("two values", cloudEvent() + "{}", "TRAILING");
        row("an array", "[" + cloudEvent() + "]", "NOT_OBJECT");
        row("a number", "7", "NOT_OBJECT");
        row("no dialect", R"({"hello":"world"})", "UNKNOWN_DIALECT");
        row("context of others", R"({"context":{"type":"com.example"},"data":{}})",
            "UNKNOWN_DIALECT");
        row("no id", R"({"specversion":"1.0","source":"/s","type":"t"})", "MISSING_ATTR");
        row("no source", R"({"specversion":"1.0","id":"a","type":"t"})", "MISSING_ATTR");
        row("no type", R"({"specversion":"1.0","id":"a","source":"/s"})", "MISSING_ATTR");
        row("empty id", cloudEvent(R"("")"), "BAD_ATTR");
        row("null id", cloudEvent("null"), "BAD_ATTR");
        row("number as id", cloudEvent("1"), "BAD_ATTR");
        row("longest id", cloudEvent(quotedLetters(limits::kIdBytes)), "");
        row("longer id", cloudEvent(quotedLetters(limits::kIdBytes + 1)), "BAD_ATTR");
        row("longest source", cloudEvent(R"("a")", "", quotedLetters(limits::kSourceBytes)), "");
        row("longer source", cloudEvent(R"("a")", "", quotedLetters(limits::kSourceBytes + 1)),
            "BAD_ATTR");
        row("longer type", cloudEvent(R"("a")", "", R"("/s")", quotedLetters(4097)), "BAD_ATTR");
        row("NUL in id", cloudEvent(R"("a\u0000b")"), "BAD_ATTR");
        row("DEL in id", cloudEvent(R"("a\u007f")"), "BAD_ATTR");
        row("C1 in id", cloudEvent(R"("a\u009b")"), "BAD_ATTR");
        row("no-break space in id", cloudEvent(R"("a\u00a0b")"), "");
        row("noncharacter", cloudEvent(R"("\uffff")"), "BAD_ATTR");
        row("noncharacter of the block", cloudEvent(R"("\ufdd0")"), "BAD_ATTR");
        row("noncharacter of a plane", cloudEvent(R"("\ud83f\udffe")"), "BAD_ATTR");
        row("any other character", cloudEvent(R"("é 東京 😀 \ufdf0 \ufffd")"), "");
        row("future version", R"({"specversion":"2.0","id":"a","source":"/s","type":"t"})",
            "UNSUPPORTED_VERSION");
        row("number as version", R"({"specversion":1.0,"id":"a","source":"/s","type":"t"})",
            "BAD_ATTR");
        row("two ids", cloudEvent(R"("a","id":"b")"), "DUPLICATE_KEY");
        row("two ids, one escaped", cloudEvent(R"("a","\u0069d":"b")"), "DUPLICATE_KEY");
        row("two extensions", cloudEvent(R"("a","x":1,"x":2)"), "DUPLICATE_KEY");
        row("two in data", cloudEvent(R"("a","data":{"x":1,"x":2})"), "");
        std::string many = R"("a")";
        for (int i = 0; i < 40; ++i)
            many += ",\"x" + std::to_string(i) + "\":1";
        row("forty members", cloudEvent(many), "");
        row("forty and one twice", cloudEvent(many + ",\"x3\":1"), "DUPLICATE_KEY");
    }

    void refusesWhatHasNoTrustworthyIdentity()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, reason);
        Reader reader;
        QCOMPARE(reader.read(record.toStdString()), std::string_view(reason.data()));
    }

    void refusesRecordsOverTheLimit()
    {
        Reader reader;
        const auto filled
            = [](const std::string &text) { return cloudEvent("\"a\",\"data\":\"" + text + "\""); };
        const std::string letters(limits::kRecordBytes - filled({}).size(), 'x');
        QCOMPARE(reader.read(filled(letters)), std::string_view{});
        QCOMPARE(reader.read(filled(letters + "x")), std::string_view{"LINE_TOO_LONG"});
    }

    void acceptsWhatIsOddAndSaysSo_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QByteArray>("problems");
        row("nothing", cloudEvent("\"a\",\"data\":{\"url\":\"https://example.com/a?b#c\"}"), "");
        row("lone surrogate", cloudEvent(R"("a","data":"\ud800")"), "lone-surrogate");
        row("number", cloudEvent(R"("a","data":9007199254740993)"), "number");
        row("upper case", cloudEvent(R"("a","ext_A":1)"), "bad-name");
        row("source", cloudEvent(R"("a")", "", R"("/a b")"), "source-uri");
        row("media type", cloudEvent(R"("a","datacontenttype":"json")"), "content-type");
        row("no media type", cloudEvent(R"("a","datacontenttype":null)"), "");
        row("two dialects", cloudEvent(R"("a","meta":{"id":"m"})"), "ambiguous");
        row("time", cloudEvent(R"("a","time":"yesterday")"), "time");
        row("time null", cloudEvent(R"("a","time":null)"), "");
        row("bidi", cloudEvent("\"a\",\"data\":\"\xE2\x80\xAE\""), "bidi");
        row("bidi escaped", cloudEvent(R"("a","data":"\u202e")"), "bidi");
        row("isolate", cloudEvent("\"a\",\"data\":\"\xE2\x81\xA6\""), "bidi");
        row("dash", cloudEvent("\"a\",\"data\":\"\xE2\x80\x94\""), "");
        row("escape", cloudEvent(R"("a","data":"\u001bc")"), "control");
        row("backspace", cloudEvent(R"("a","data":"\b")"), "control");
        row("carriage return", cloudEvent(R"("a","data":"ok\rno")"), "control");
        row("lines", cloudEvent(R"("a","data":"a\r\nb\tc\u000a\\b\\u001b")"), "");
        row("address", cloudEvent("\"a\",\"data\":{\"url\":\"file:///etc/passwd\"}"), "url");
        row("link", cloudEvent(R"("a","causationid":7)"), "links");
        row("several", cloudEvent(R"("a","B":1,"C":2,"data":"\b\u202e")"),
            "bidi, control, bad-name");
    }

    void acceptsWhatIsOddAndSaysSo()
    {
        QFETCH(QByteArray, record);
        QFETCH(QByteArray, problems);
        Reader reader;
        QCOMPARE(reader.read(record.toStdString()), std::string_view{});
        QCOMPARE(reader.problems(), problems.toStdString());
    }

    void tellsPlainAddressesFromOthers()
    {
        for (const char *plain : {"https://example.com", "https://example.com:8443/a/@b?c=@d#e",
                                  "https://ci.example.com/%20/1", "https://bücher.example/"})
            QVERIFY2(isPlainAddress(plain), plain);
        for (const char *odd :
             {"", "http://example.com", "//example.com", "job/7/", "file:///etc/passwd",
              "javascript:alert(1)", "https://", "https://localhost/", "https://a.localhost",
              "https://127.0.0.1/", "https://0x7f.1/", "https://2130706433/", "https://[::1]/",
              "https://user@example.com", "https://evil.example#@example.com/",
              "https://evil.example\\@example.com", "https://example.com/%0d%0aX:%201",
              "https://example.com/a b", "https://example.com:0/"})
            QVERIFY2(!isPlainAddress(odd), odd);
        QVERIFY(!isPlainAddress("https://example.com/" + std::string(3000, 'a')));
    }

    void contentIsEqualWhateverItsFormAndWrapper()
    {
        Reader one;
        Reader two;
        const auto equal = [&](const std::string &a, const std::string &b) {
            return one.read(a).empty() && two.read(b).empty()
                && one.decoder().canonicalBody() == two.decoder().canonicalBody();
        };
        QVERIFY(
            equal(R"({"specversion":"1.0","id":"a","source":"/s","type":"t","data":{"b":1,"a":2}})",
                  "{ \"type\":\"t\", \"source\":\"/s\", \"id\":\"\\u0061\",\n"
                  "\"data\":{\"a\":2,\"b\":1},\"specversion\":\"1.0\" }"));
        QVERIFY(!equal(cloudEvent(R"("a","data":1)"), cloudEvent(R"("a","data":1.0)")));
        QVERIFY(!equal(cloudEvent(R"("a","time":"2026-01-01T00:00:00Z")"), cloudEvent()));
        const std::string cdEvent
            = R"({"context":{"id":"c","source":"/s","type":"dev.cdevents.build.started.0.1.0",)"
              R"("timestamp":"2026-01-01T00:00:00Z"},"subject":{"id":"b"}})";
        QVERIFY(equal(cdEvent, cloudEvent(R"("sent-1","data":)" + cdEvent)));
        QVERIFY(equal(cloudEvent(R"("sent-1","data":)" + cdEvent),
                      cloudEvent(R"("sent-2","time":"2026-01-02T00:00:00Z","data":)" + cdEvent)));
        const std::string eiffel
            = R"("meta":{"id":"e","type":"EiffelActivityStartedEvent","time":1},"data":{},"links":[]})";
        QVERIFY(equal("{" + eiffel, R"({"_id":"65bd","__v":0,)" + eiffel));
        QVERIFY(!equal("{" + eiffel, "{" + eiffel.substr(0, eiffel.size() - 2) + "7]}"));
    }

    void nothingStaysFromTheRecordBefore()
    {
        Reader reader;
        QCOMPARE(
            reader.read(cloudEvent(R"("a","B":1,"causationid":"x","time":"2026-01-01T00:00:00Z")")),
            std::string_view{});
        QCOMPARE(reader.read(cloudEvent(R"("b")")), std::string_view{});
        QCOMPARE(reader.event().id, std::string_view{"b"});
        QVERIFY(!isKnown(reader.event().time));
        QVERIFY(reader.event().links.empty() && reader.event().problems.empty());
    }

    void membersAreFoundHoweverManyThereAre()
    {
        for (const int count : {0, 1, 16, 17, 300}) {
            std::string text = "{";
            for (int i = 0; i < count; ++i)
                text += (i ? ",\"m" : "\"m") + std::to_string(i) + "\":" + std::to_string(i);
            text += '}';
            json::Document document;
            QVERIFY(!document.parse(text));
            const MemberList members{document.root()};
            QCOMPARE(members.size(), std::size_t(count));
            for (int i = 0; i < count; ++i)
                QCOMPARE(members["m" + std::to_string(i)].integer(), std::optional<qint64>(i));
            QVERIFY(!members["m"].exists());
            QVERIFY(members.repeated().empty());
            if (count == 0)
                continue;
            text.back() = ',';
            text += "\"m0\":true}";
            QVERIFY(!document.parse(text));
            QCOMPARE(MemberList{document.root()}.repeated(), std::string_view{"m0"});
        }
        QCOMPARE(MemberList{json::Value{}}.size(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestDecoder)
#include "tst_decoder.moc"
