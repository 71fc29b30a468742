// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/json/canonical.h"
#include "model/json/document.h"

#include <string>

using namespace sightglass;
using namespace std::string_literals;

namespace {

/// The reason for which the text is refused, or "ok".
std::string verdict(std::string_view text)
{
    json::Document document;
    const auto rejection = document.parse(text);
    return std::string{rejection ? word(rejection->reason) : "ok"};
}

std::string nested(int depth)
{
    return std::string(static_cast<std::size_t>(depth), '[')
        + std::string(static_cast<std::size_t>(depth), ']');
}

} // namespace

class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsExactlyRfc8259_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("wanted");
        const auto row = [](const char *name, std::string_view text, const char *wanted) {
            QTest::newRow(name) << QByteArray(text.data(), qsizetype(text.size()))
                                << QByteArray(wanted);
        };
        row("object", "{\"a\":[1,2,{\"b\":null}],\"c\":\"d\"}", "ok");
        row("scalars", "true", "ok");
        row("white space", " \t\r\n[ 1 , 2 ]\n", "ok");
        row("numbers", "[0,-0,1.5,1e5,1E-5,-2.5e+10,1e999]", "ok");
        row("escapes", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"]", "ok");
        row("lone surrogate", "[\"\\ud800\"]", "ok");
        row("128 deep", nested(128), "ok");
        row("129 deep", nested(129), "TOO_DEEP");
        row("open only", std::string(900000, '['), "TOO_DEEP");
        row("empty", "", "BAD_JSON");
        row("blank", "   ", "BAD_JSON");
        row("leading zero", "[01]", "BAD_JSON");
        row("plus", "[+1]", "BAD_JSON");
        row("trailing dot", "[1.]", "BAD_JSON");
        row("leading dot", "[.5]", "BAD_JSON");
        row("minus only", "[-]", "BAD_JSON");
        row("hex escape", "[\"\\x41\"]", "BAD_JSON");
        row("short escape", "[\"\\u12\"]", "BAD_JSON");
        row("raw tab", "[\"\t\"]", "BAD_JSON");
        row("unclosed string", "[\"a", "BAD_JSON");
        row("unclosed array", "[1", "BAD_JSON");
        row("mismatched", "[1}", "BAD_JSON");
        row("trailing comma", "[1,]", "BAD_JSON");
        row("double comma", "[1,,2]", "BAD_JSON");
        row("missing colon", "{\"a\" 1}", "BAD_JSON");
        row("missing comma", "{\"a\":1 \"b\":2}", "BAD_JSON");
        row("key is no string", "{1:2}", "BAD_JSON");
        row("word glued to a string", "{\"a\":1\"b\"}", "BAD_JSON");
        row("NUL between", "[1,\0 2]"s, "BAD_JSON");
        row("form feed between", "[1,\f2]", "BAD_JSON");
        row("trailing", "{\"a\":1} {\"b\":2}", "TRAILING");
        row("extra close", "{\"a\":1}}", "TRAILING");
        row("UTF-8", "[\"\xc3\xa9\"]", "ok");
        row("latin1", "[\"\xe9\"]", "INVALID_UTF8");
        row("overlong", "[\"\xc0\xaf\"]", "INVALID_UTF8");
        row("surrogate in UTF-8", "[\"\xed\xa0\x80\"]", "INVALID_UTF8");
        row("a long number", "[" + std::string(200000, '1') + "]", "ok");
    }

    void acceptsExactlyRfc8259()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, wanted);
        QCOMPARE(verdict({text.data(), std::size_t(text.size())}), wanted.toStdString());
    }

    void countsValues()
    {
        std::string text = "[0";
        for (int i = 0; i < 99999; ++i)
            text += ",0";
        QCOMPARE(verdict(text + "]"), "ok"s);
        QCOMPARE(verdict(text + ",0]"), "TOO_MANY_VALUES"s);
    }

    void readsInPlace()
    {
        json::Document document;
        QVERIFY(!document.parse(" {\"a\" : {\"b\":[10, \"x\\ny\", {\"c\":true}]}, "
                                "\"\\u0061b\":\"late\", \"e\":{}, \"f\":[]} "));
        const json::Value root = document.root();
        QCOMPARE(root["a"]["b"].raw(), std::string_view{"[10, \"x\\ny\", {\"c\":true}]"});
        QCOMPARE(root.at("/a/b/0").integer().value_or(0), std::int64_t{10});
        QCOMPARE(root.at("/a/b/1").string(), std::string_view{"x\ny"});
        QVERIFY(root.at("/a/b/2/c").boolean());
        QCOMPARE(root["ab"].string(), std::string_view{"late"});
        QVERIFY(!root["nothing"]["below"].exists() && !root.at("/a/b/9").exists());
        int members = 0;
        for (const json::Member member : root.members())
            members += member.value.exists() ? 1 : 0;
        QCOMPARE(members, 4);
        for (const json::Value element : root["f"].elements())
            QVERIFY2(false, std::string{element.raw()}.c_str());
    }

    void toldWhereTheFirstValueEnds()
    {
        json::Document document;
        QVERIFY(document.parse("{\"a\":1} rest").has_value());
        QCOMPARE(document.firstValueSize(), std::size_t{7});
        QVERIFY(document.parse("42 rest").has_value());
        QCOMPARE(document.firstValueSize(), std::size_t{2});
        QVERIFY(document.parse("rest").has_value());
        QCOMPARE(document.firstValueSize(), std::size_t{0});
    }

    void oddNumbersAreKeptAsWritten()
    {
        json::Document document;
        for (const char *odd :
             {"[9007199254740993]", "[9223372036854775808]", "[1e999]", "[-0e5]"}) {
            QVERIFY(!document.parse(odd));
            QVERIFY2(document.hasOddNumber(), odd);
        }
        for (const char *plain : {"[1]", "[-9223372036854775808]", "[1e308]", "[0.1]"}) {
            QVERIFY(!document.parse(plain));
            QVERIFY2(!document.hasOddNumber(), plain);
        }
    }

    void canonicalFormIsTheSameForTheSameContent()
    {
        const auto canonicalOf = [](std::string_view text) {
            json::Document document;
            return document.parse(text) ? "bad"s : json::canonical(document.root());
        };
        QCOMPARE(canonicalOf("{\"b\":1.0,\"a\":\"\\u00e9\"}"),
                 canonicalOf("{ \"a\":\"\xc3\xa9\", \"b\": 1.0 }"));
        QVERIFY(canonicalOf("[1.0]") != canonicalOf("[1]"));
        QCOMPARE(canonicalOf("[\"\\u0041\\/\\\"\\\\\\u000a\",\"A/\\\"\\\\\\n\"]"),
                 "[\"A/\\\"\\\\\\u000a\",\"A/\\\"\\\\\\u000a\"]"s);
        QCOMPARE(canonicalOf("{\"b\":{\"y\":1,\"x\":[{\"d\":1,\"c\":2}]},\"a\":1,\"b\":0}"),
                 "{\"a\":1,\"b\":{\"x\":[{\"c\":2,\"d\":1}],\"y\":1},\"b\":0}"s);
    }

    void canonicalFormSortsManyMembersAsItSortsFew()
    {
        std::string written = "{\"k10\":\"last\"}";
        std::string sorted = "}";
        for (int number = 99; number >= 10; --number) {
            const std::string member = "\"k" + std::to_string(number) + "\":0";
            written.insert(1, member + ",");
            sorted.insert(0, (number == 10 ? "" : ",") + member);
        }
        sorted.insert(sorted.find(",\"k11\""), ",\"k10\":\"last\"");
        json::Document document;
        QVERIFY(!document.parse(written));
        QCOMPARE(json::canonical(document.root()), "{" + sorted);
    }

    void minifyingChangesOnlyWhiteSpace()
    {
        QCOMPARE(json::minified("{ \"a b\" : [ 1 , \"\\\" x\" ]\n}"), "{\"a b\":[1,\"\\\" x\"]}"s);
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
