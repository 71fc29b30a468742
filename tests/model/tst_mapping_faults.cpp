// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/vocabulary/mapping/mapping_reader.h"

#include <algorithm>

using namespace sightglass;

namespace {

/// A good mapping up to its types; what follows begins on line 6.
const std::string kHead = "vocabulary: shop\n"
                          "match: {fields: {/tool: shop}}\n"
                          "type: /event\n"
                          "source: /from\n"
                          "types:\n";
const std::string kBuild = "  - type: build\n    kind: build\n    id: /id\n";

struct Fault
{
    const char *name;
    std::string text;
    const char *told; // how an error begins
};

const std::vector<Fault> kFaults{
    {"empty", "", "1:1: the file is empty"},
    {"a list", "- 1\n", "1:1: the file must be a map, and this is a list"},
    {"a text", "hello", "1:1: the file must be a map, and this is a text"},
    {"nothing", "vocabulary: shop\n", "1:1: the file has no match"},
    {"no yaml", "vocabulary: [shop\nmatch: ]]\n", "2:"},
    {"tab", "vocabulary: shop\nmatch:\n\tfields: 1\n", "3:8: no YAML: "},
    {"not UTF-8", "vocabulary: shop # ä\xFF\n", "1:21: the file is not UTF-8"},
    {"overlong", "vocabulary: \xC0\x80\n", "1:13: the file is not UTF-8"},
    {"surrogate", "a: \xED\xA0\x80\n", "1:4: the file is not UTF-8"},
    {"control", std::string{"vocabulary: shop\nx: \x04\n"}, "2:4: a control character"},
    {"zero", std::string("a: \0b\n", 6), "1:4: a control character"},
    {"two documents", kHead + kBuild + "    phase: running\n---\na: 1\n",
     "10:1: a second document begins"},
    {"anchor", "a: &x 1\nb: 2\n", "1:4: anchors are not understood"},
    {"alias", "a: &x [1]\nb: *x\n", "1:4: anchors are not understood"},
    {"bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "1:4: anchors"},
    {"unknown alias", "a: *x\n", "1:4: no YAML: the referenced anchor is not defined"},
    {"tag", "a: !!str 1\n", "1:4: tags are not understood"},
    {"own tag", "a: !run {b: 1}\n", "1:4: tags are not understood"},
    {"deep", std::string(100'000, '['), "1:1: a key is a text"},
    {"deeper", "a: " + std::string(20, '[') + std::string(20, ']'), "1:19: nested too deeply"},
    {"a map as a key", "? {a: 1}\n: 2\n", "1:3: a key is a text"},
    {"null as a key", "~: 2\n", "1:1: a key is a text"},
    {"unknown key", "vocab: shop\n" + kHead, "1:1: \"vocab\" is no key of the file: those are"},
    {"repeated key", kHead + kBuild + "    phase: running\ntype: /x\n",
     "10:1: \"type\" stands twice: first on line 3"},
    {"name", "vocabulary: My Shop\n", "1:13: \"My Shop\" is no name of a vocabulary"},
    {"name is a list", "vocabulary: [shop]\n", "1:13: vocabulary must be a text"},
    {"name is nothing", "vocabulary:\nmatch: 1\n",
     "1:1: vocabulary must be a text, and this is nothing"},
    {"match all", "vocabulary: a\nmatch: {}\ntypes: []\n", "2:8: match names neither"},
    {"match a list", "vocabulary: a\nmatch: [x]\n", "2:8: match must be a map, and this is a list"},
    {"match key", "vocabulary: a\ntypes:\nmatch:\n  field: {}\n",
     "4:3: \"field\" is no key of match: those are attributes, fields"},
    {"attribute", "match: {attributes: {Ce-Type: x}}\n", "1:22: \"Ce-Type\" is no attribute"},
    {"pattern", "match: {attributes: {type: a*b}}\n", "1:28: \"a*b\": * stands at the end only"},
    {"pattern of nothing", "match: {fields: {/a: []}}\n", "1:22: a pattern is an empty list"},
    {"field", "match: {fields: {a: b}}\n", "1:18: \"a\" is no JSON pointer: it begins with /"},
    {"from", kHead + kBuild + "    phase: queued\nfrom: header\n",
     "10:7: \"header\" is no place to read from: those are body, record"},
    {"source", "source: shop\n" + kHead, "1:9: \"shop\" is no JSON pointer: it begins with /"},
    {"kind", kHead + "  - type: x\n    kind: pipelinerun\n    id: /id\n",
     "7:11: \"pipelinerun\" is no kind: those are event, pipeline-run"},
    {"no kind", kHead + "  - type: x\n    id: /id\n", "6:5: a type needs a kind"},
    {"no type", kHead + "  - kind: build\n    id: /id\n    phase: queued\n",
     "6:5: a type needs a type"},
    {"no id", kHead + "  - type: x\n    kind: build\n    phase: queued\n",
     "6:5: a type of kind build needs an id"},
    {"no phase", kHead + kBuild, "6:5: a type of kind build needs a phase"},
    {"phase", kHead + kBuild + "    phase: started\n",
     "9:12: \"started\" is no phase: those are queued, running"},
    {"phase of a subject", kHead + "  - type: x\n    kind: change\n    id: /i\n    phase: queued\n",
     "9:5: phase is of activities"},
    {"state of an activity", kHead + kBuild + "    phase: queued\n    state: new\n",
     "10:5: state is of subjects"},
    {"status alone", kHead + kBuild + "    phase: queued\n    status: /s\n",
     "6:5: status and words stand together"},
    {"word", kHead + kBuild + "    status: /s\n    words: {ok: passed}\n",
     "10:17: \"passed\" is no outcome or phase: those are"},
    {"word twice", kHead + kBuild + "    status: /s\n    words: {ok: success, OK: error}\n",
     "10:26: \"OK\" stands twice"},
    {"word in full", kHead + kBuild + "    status: /s\n    words: {ok: {result: error}}\n",
     "10:18: \"result\" is no key of a word: those are phase, outcome"},
    {"word of nothing", kHead + kBuild + "    status: /s\n    words: {ok: {}}\n",
     "10:17: a word means a phase"},
    {"words are a list", kHead + kBuild + "    status: /s\n    words: [ok]\n",
     "10:12: words must be a map, and this is a list"},
    {"pointer", kHead + kBuild + "    phase: queued\n    name: title\n",
     "10:11: \"title\" is no JSON pointer: it begins with /"},
    {"escape", kHead + kBuild + "    phase: queued\n    name: [/a, /b~2]\n",
     "10:16: \"/b~2\" is no JSON pointer: behind ~ stands 0 or 1"},
    {"blank", kHead + kBuild + "    phase: queued\n    name: /a b\n",
     "10:11: \"/a b\" is no JSON pointer: blanks"},
    {"bar", kHead + kBuild + "    phase: queued\n    name: /a|/b\n",
     "10:11: \"/a|/b\" is no JSON pointer: blanks and |"},
    {"star", kHead + kBuild + "    phase: queued\n    name: /a/*/b\n",
     "10:11: \"/a/*/b\" is no JSON pointer: * goes through lists"},
    {"pointer is a map", kHead + kBuild + "    phase: queued\n    name: {a: b}\n",
     "10:11: name must be a text, and this is a map"},
    {"pointer is empty", kHead + kBuild + "    phase: queued\n    name: ''\n",
     "10:11: name must be a text, and this is an empty one"},
    {"parent", kHead + kBuild + "    phase: queued\n    parent: /a\n",
     "10:13: parent must be a map, and this is a text"},
    {"half a parent", kHead + kBuild + "    phase: queued\n    parent: {kind: build}\n",
     "10:13: parent needs a kind and an id"},
    {"identity", kHead + kBuild + "    phase: queued\n    identities: [{uses: sha, at: /c}]\n",
     "10:25: \"sha\" is no identity: those are commit, purl"},
    {"identity twice",
     kHead + kBuild + "    phase: queued\n    identities: [{is: commit, uses: commit, at: /c}]\n",
     "10:18: an identity has one of is, makes and uses"},
    {"two lists",
     kHead + kBuild + "    phase: queued\n    identities: [{is: purl, at: /a/*/b/*/c}]\n",
     "10:33: \"/a/*/b/*/c\" is no JSON pointer: it goes through one list only"},
    {"link", kHead + kBuild + "    phase: queued\n    links: {parent: /p}\n",
     "10:13: \"parent\" is no key of links: those are cause, context"},
    {"type twice", kHead + kBuild + "    phase: queued\n" + kBuild + "    phase: running\n",
     "10:11: the type \"build\" stands twice"},
    {"star inside", kHead + "  - type: a*b\n    kind: event\n", "6:11: in \"a*b\" * may stand"},
    {"types are a map", kHead + "  build: {kind: build}\n", "6:3: types must be a list of maps"},
    {"defaults", "defaults: {type: x}\n" + kHead, "1:12: \"type\" is no key of defaults"},
};

std::string written(const MappingError &error)
{
    return std::to_string(error.place.line) + ":" + std::to_string(error.place.column) + ": "
        + error.sentence;
}

/// Big files that are wrong in ways that parsers are slow at.
std::vector<std::string> heavyTexts()
{
    const auto many = [](const std::string &piece) {
        std::string text;
        while (text.size() + piece.size() <= kMappingBytes)
            text += piece;
        return text;
    };
    return {many("- a\n"),       many("a: b\n"),     many("["),   many("{"),       many("? "),
            many("- "),          many("\"\\\" "),    many("!"),   many("&a "),     many("a: [b, "),
            many("\n"),          many("# comment "), many("'"),   many("|\n x\n"), many("---\n"),
            many("%YAML 1.2\n"), many("a b "),       many("a: "), many("a: {")};
}

} // namespace

/// Files that are refused, each told in a sentence with line and column.
class TestMappingFaults final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrongIsToldWithItsPlace_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Fault &fault : kFaults)
            QTest::newRow(fault.name) << index++;
    }

    void whatIsWrongIsToldWithItsPlace()
    {
        QFETCH(int, index);
        const Fault &fault = kFaults[static_cast<std::size_t>(index)];
        const auto read = readMapping(fault.text);
        const auto *errors = std::get_if<std::vector<MappingError>>(&read);
        QVERIFY(errors && !errors->empty());
        std::string told;
        for (const MappingError &error : *errors)
            told += "\n" + written(error);
        QVERIFY2(told.find(std::string{"\n"} + fault.told) != std::string::npos, told.c_str());
        QCOMPARE(std::count(told.begin(), told.end(), '\n'),
                 static_cast<std::ptrdiff_t>(errors->size())); // one line each
    }

    void aFaultIsToldOnce()
    {
        for (const char *rest : {"    phase: started\n", "    status: s\n    words: {a: error}\n",
                                 "    status: /s\n    words: [a]\n"}) {
            const auto read = readMapping(kHead + kBuild + rest);
            QCOMPARE(std::get<std::vector<MappingError>>(read).size(), std::size_t{1});
        }
    }

    void everyFaultOfAFileIsTold()
    {
        const auto read
            = readMapping(kHead + "  - type: x\n    kind: bild\n    id: id\n    phse: a\n");
        const auto &errors = std::get<std::vector<MappingError>>(read);
        QCOMPARE(errors.size(), std::size_t{3});
        QCOMPARE(errors[1].place.line, std::size_t{8});
        QCOMPARE(errors[2].place.column, std::size_t{5});
    }

    void hostileFilesAreRefused()
    {
        for (const std::string &text : heavyTexts())
            QVERIFY(std::holds_alternative<std::vector<MappingError>>(readMapping(text)));
        const auto read = readMapping(std::string(10u << 20, 'a'));
        QVERIFY(written(std::get<std::vector<MappingError>>(read).front())
                    .starts_with("1:1: the file is larger than 1 MiB"));
    }
};

QTEST_GUILESS_MAIN(TestMappingFaults)
#include "tst_mapping_faults.moc"
