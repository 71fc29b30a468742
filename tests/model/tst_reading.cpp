// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "model/base/limits.h"
#include "model/envelope/framer.h"
#include "model/envelope/newest_lines.h"
#include "model/envelope/record_reader.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <string>
#include <vector>

#include <zlib.h>
#include <zstd.h>

using namespace sightglass;

namespace {

/// Writes down what is framed.
class Notes final : public RecordSink
{
public:
    void record(const FramedRecord &record) override
    {
        texts.emplace_back(record.text);
        places.push_back(std::to_string(record.line) + ":" + std::to_string(record.offset));
    }
    void rejected(const FramedRejection &rejection) override
    {
        texts.push_back("!" + std::string{word(rejection.rejection.reason)});
    }
    void byteOrderMark() override { mark = true; }

    std::vector<std::string> texts;
    std::vector<std::string> places;
    bool mark = false;
};

Notes framed(std::string_view content, std::size_t piece = 1u << 20)
{
    Notes notes;
    Framer framer{notes};
    for (std::size_t at = 0; at < content.size(); at += piece)
        framer.feed(content.substr(at, piece));
    framer.finish();
    return notes;
}

QByteArray gzipped(const QByteArray &plain)
{
    z_stream zlib{};
    deflateInit2(&zlib, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(static_cast<qsizetype>(deflateBound(&zlib, static_cast<uLong>(plain.size()))),
                   '\0');
    QByteArray in = plain;
    zlib.next_in = reinterpret_cast<Bytef *>(in.data());
    zlib.avail_in = static_cast<uInt>(in.size());
    zlib.next_out = reinterpret_cast<Bytef *>(out.data());
    zlib.avail_out = static_cast<uInt>(out.size());
    deflate(&zlib, Z_FINISH);
    out.truncate(static_cast<qsizetype>(zlib.total_out));
    deflateEnd(&zlib);
    return out;
}

QByteArray zstandard(const QByteArray &plain)
{
    QByteArray out(
        static_cast<qsizetype>(ZSTD_compressBound(static_cast<std::size_t>(plain.size()))), '\0');
    const std::size_t size = ZSTD_compress(out.data(), static_cast<std::size_t>(out.size()),
                                           plain.data(), static_cast<std::size_t>(plain.size()), 1);
    out.truncate(static_cast<qsizetype>(size));
    return out;
}

using Texts = std::vector<std::string>;

const std::string kOtlp
    = R"({"resourceSpans":[{"scopeSpans":[{"scope":{"v":"a]"},"spans":[{"n":1.50},)"
      "\n"
      R"({"n":2}],"schemaUrl":"u"}],"resource":{"r":1}},)"
      R"({"instrumentationLibrarySpans":[{"spans":[{"n":3}]},{"spans":[]}]}],)"
      R"("resourceLogs":[{"scopeLogs":[{"logRecords":[{"n":4}]}]}]})";
const std::string kOtlpHead
    = R"({"resourceSpans":[{"resource":{"r":1},"scopeSpans":[{"scope":{"v":"a]"},)"
      R"("schemaUrl":"u","spans":[)";
const std::string kOtlpParts[]
    = {kOtlpHead + R"({"n":1.50}]}]}]})", kOtlpHead + R"({"n":2}]}]}]})",
       R"({"resourceSpans":[{"instrumentationLibrarySpans":[{"spans":[{"n":3}]}]}]})",
       R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"n":4}]}]}]})"};
const std::string kOtlpAsItIs[]
    = {R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"n":1}]}]}]})",
       R"({"resourceSpans":[{"scopeSpans":[{"spans":[]}]}]})",
       R"({"resourceMetrics":[{}]})",
       R"({"resourceSpans":{"scopeSpans":[{},{}]}})",
       R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"n":1},{"n":2},]}]}]})",
       R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"n":1},{"n":2}]}]}],7})",
       R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"n":1},{"n":2}]}]}]} x)",
       R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"n":1},{"n":2}]}]}],"x":tru})",
       R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"n":1},{"n":2}]}}}]})",
       R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"n":1},{"n":2}}}]}]})",
       R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"n":1},{"n":2}]]]}]})"};

} // namespace

class TestReading : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string write(const QString &name, const QByteArray &bytes)
    {
        QFile file{m_folder.filePath(name)};
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(bytes);
        return file.fileName().toStdString();
    }

    Notes read(const QByteArray &bytes)
    {
        Notes notes;
        RecordReader reader{write(QStringLiteral("file"), bytes), notes};
        const std::string error = readRecords(reader);
        if (!error.empty())
            notes.texts.push_back("error " + error);
        return notes;
    }

private Q_SLOTS:
    void theNewestLinesBeginWhereALineDoes()
    {
        const std::string content = "{\"a\":1}\n{\"b\":2}\nrubbish\n{\"c\":3}\n";
        const auto begin = [&](std::size_t lines, std::size_t bytes, std::string_view text) {
            return findNewestLines(text, {lines, bytes, 4});
        };
        QVERIFY(begin(1, 100, content) == content.size() - 8);
        QVERIFY(begin(2, 100, content) == content.size() - 8); // a line that is no JSON is passed
        QVERIFY(begin(3, 100, content) == 8u);
        QVERIFY(begin(9, 100, content) == 8u); // what is before the first line's end is left
        QVERIFY(begin(9, 12, content) == content.size() - 8);
        QVERIFY(begin(1, 100, std::string_view{content}.substr(0, content.size() - 1))
                == content.size() - 8); // no line end behind the last
        QVERIFY(!begin(9, 2, content)); // no line is so short
        QVERIFY(!begin(1, 100, "[\n{\"a\":1},\n{\"b\":2}\n]\n")); // no log of lines
        QVERIFY(!begin(1, 100, "{}\n"));
    }

    void linesAreRecordsWithTheirPlaces()
    {
        const Notes notes = framed("\n{\"a\":1}\r\n  \n{\"b\":2}");
        QVERIFY(notes.texts == (Texts{"{\"a\":1}", "{\"b\":2}"}));
        QVERIFY(notes.places == (Texts{"2:1", "4:13"}));
    }

    void anyCutGivesTheSameRecords()
    {
        const std::string contents[]
            = {"{\"a\":1}\n{\"b\":\"x\\\"\"}\n[{\"c\":1},{\"d\":2}]\nrubbish\n{\"e\":5}\n",
               "[\n {\"a\": 1},\n {\"b\": [1, 2]}\n]\n", "{\n\"a\": 1\n}\n{\n\"b\": 2\n}",
               "no log at all\n{}\n"};
        for (const std::string &content : contents) {
            const Notes whole = framed(content);
            for (const std::size_t piece : {1u, 2u, 3u, 7u}) {
                const Notes pieces = framed(content, piece);
                QVERIFY(pieces.texts == whole.texts && pieces.places == whole.places);
            }
        }
    }

    void arraysAreBatchesOfOneLevel()
    {
        QVERIFY(framed("[{\"a\":1},5,[{}]]").texts == (Texts{"{\"a\":1}", "5", "[{}]"}));
        QVERIFY(framed("[]").texts.empty());
        QVERIFY(framed("[{\"a\":1},{\"b\"").texts == (Texts{"!BAD_JSON"})); // refused whole
        QVERIFY(framed("[{\"a\":1},]").texts == (Texts{"!BAD_JSON"}));
        QVERIFY(framed("[\n{\"a\":1},\n{\"b\":2}\n]").places == (Texts{"2:2", "3:11"}));
    }

    void anArrayThatAnotherBracketClosesIsRefused()
    {
        QVERIFY(framed("[{\"a\":1},{\"b\":2}}\n").texts == (Texts{"!BAD_JSON"}));
        QVERIFY(framed("[\n{\"a\":1},\n{\"b\":2}\n}").texts == (Texts{"!BAD_JSON"}));
    }

    void membersBesideTheResourcesAreLeftOut()
    {
        QVERIFY(framed(kOtlp.substr(0, kOtlp.size() - 1) + R"(,"later":[1,{}]})").texts
                == framed(kOtlp).texts);
    }

    void anOtlpDocumentIsABatchOfItsSpansAndLogRecords()
    {
        const Notes notes = framed(kOtlp);
        QVERIFY(notes.texts == std::vector(std::begin(kOtlpParts), std::end(kOtlpParts)));
        QVERIFY(notes.places == (Texts{"1:62", "2:74", "2:163", "2:234"}));
        for (const std::size_t piece : {1u, 7u})
            QVERIFY(framed(kOtlp, piece).texts == notes.texts);
        QVERIFY(framed("[" + kOtlp + "]").texts == notes.texts);
    }

    void anOtlpDocumentOfOneOrNoneOrBrokenStaysAsItIs()
    {
        for (const std::string &content : kOtlpAsItIs)
            QVERIFY(framed(content).texts == (Texts{content}));
    }

    void aLargeOtlpDocumentIsRead()
    {
        std::string content = R"({"resourceSpans":[{"scopeSpans":[{"spans":[)";
        for (int i = 0; i < 30'000; ++i)
            content += "{\"attributes\":[1,2,3,4],\"pad\":\"" + std::string(150, 'x') + "\"},";
        content.back() = ']';
        content += "}]}]}";
        QVERIFY(content.size() > limits::kRecordBytes);
        QCOMPARE(framed(content + "\n" + content + "\n").texts.size(), 60'000u);
    }

    void anOtlpDocumentWhoseResourceRepeatsOutOfAllReasonIsRefused()
    {
        std::string content
            = "{\"resourceSpans\":[{\"resource\":\"" + std::string(1u << 20, 'x') + "\",";
        content += R"("scopeSpans":[{"spans":[1)";
        for (int i = 0; i < 100; ++i)
            content += ",1";
        QVERIFY(framed(content + "]}]}]}").texts == (Texts{"!STREAM_BOMB"}));
    }

    void aTornLastLineIsToldApart()
    {
        QVERIFY(framed("{\"a\":1}\n{\"b\":").texts == (Texts{"{\"a\":1}", "!TRUNCATED"}));
        QVERIFY(framed("{\"a\":1}\n{\"b\":2}").texts == (Texts{"{\"a\":1}", "{\"b\":2}"}));
    }

    void whatIsNoLogIsRefusedOnce()
    {
        for (const std::string_view content :
             {std::string_view{"\x89PNG\r\n\x1a\n....\nmore\n"},
              std::string_view{"\xFF\xFE{\0\"\0", 6}, std::string_view{"PK\x03\x04"},
              std::string_view{"hello\nworld\n"}})
            QVERIFY(framed(content).texts == (Texts{"!NOT_NDJSON"}));
        QVERIFY(framed("").texts.empty() && framed("\n \n\n").texts.empty());
        QVERIFY(framed("\xEF\xBB\xBF{\"a\":1}\n").mark);
    }

    void aLineOverTheLimitIsSkipped()
    {
        const std::string fits = "{\"a\":\"" + std::string(limits::kRecordBytes - 8, 'x') + "\"}";
        QCOMPARE(fits.size(), limits::kRecordBytes);
        const Notes notes = framed("{}\n" + fits + "\n" + fits + " \n{\"z\":1}\n", 70000);
        QCOMPARE(notes.texts.size(), std::size_t{4});
        QVERIFY(notes.texts[1] == fits && notes.texts[2] == "!LINE_TOO_LONG"
                && notes.texts[3] == "{\"z\":1}");
    }

    void compressionIsToldByContent()
    {
        const QByteArray plain = "{\"a\":1}\n{\"b\":2}\n";
        const Texts wanted{"{\"a\":1}", "{\"b\":2}"};
        QVERIFY(read(plain).texts == wanted);
        QVERIFY(read(gzipped(plain)).texts == wanted);
        QVERIFY(read(zstandard(plain)).texts == wanted);
        QVERIFY(read(gzipped(plain) + gzipped("{\"c\":3}\n") + QByteArray(512, '\0')).texts
                == (Texts{"{\"a\":1}", "{\"b\":2}", "{\"c\":3}"}));
        QVERIFY(read(zstandard(plain) + zstandard("{\"c\":3}\n")).texts.size() == 3);
        QVERIFY(read(gzipped(gzipped(plain))).texts == (Texts{"!NESTED_COMPRESSION"}));
    }

    void whatCameBeforeAFaultIsKept()
    {
        QByteArray lines;
        for (int i = 0; i < 20000; ++i)
            lines += "{\"n\":" + QByteArray::number(i * 7919) + "}\n";
        for (QByteArray stream : {gzipped(lines), zstandard(lines)}) {
            const Notes cut = read(stream.left(stream.size() * 3 / 4));
            QVERIFY(cut.texts.size() > 10);
            QCOMPARE(cut.texts.back(), std::string{"!STREAM_TRUNCATED"});
        }
        QByteArray broken = gzipped("{\"a\":1}\n");
        broken[broken.size() - 6] = char(broken[broken.size() - 6] ^ 1); // of the checksum
        QVERIFY(read(broken).texts == (Texts{"{\"a\":1}", "!STREAM_CORRUPT"}));
    }

    void bombsEnd()
    {
        const QByteArray bomb = gzipped(QByteArray(200 << 20, 'a'));
        QVERIFY(bomb.size() < 2 << 20);
        QVERIFY(read(bomb).texts == (Texts{"!STREAM_BOMB"}));
    }

    void whatCannotBeReadIsTold()
    {
        Notes notes;
        RecordReader missing{m_folder.filePath(QStringLiteral("missing")).toStdString(), notes};
        QVERIFY(!readRecords(missing).empty());
        RecordReader folder{m_folder.path().toStdString(), notes};
        QVERIFY(!readRecords(folder).empty());
        RecordReader device{"/dev/zero", notes};
        QVERIFY(!readRecords(device).empty());
    }

    void aFolderMeansItsLogs()
    {
        QVERIFY(QDir{m_folder.path()}.mkdir(QStringLiteral("logs")));
        for (const char *name : {"logs/b.ndjson", "logs/a.gz", "logs/.hidden", "logs/a.gz.index",
                                 "logs/rejected.ndjson", "logs/lock"})
            write(QString::fromLatin1(name), "{}");
        const auto files = expandPath(m_folder.filePath(QStringLiteral("logs")).toStdString());
        QCOMPARE(files.size(), std::size_t{2});
        QVERIFY(files[0].find("a.gz") != std::string::npos
                && files[1].find("b.ndjson") != std::string::npos);
    }

    void aFileThatGrowsIsReadOn()
    {
        const std::string path = write(QStringLiteral("growing"), "{\"a\":1}\n{\"b\":");
        Notes notes;
        RecordReader reader{path, notes};
        QVERIFY(reader.open());
        while (reader.readSome()) { }
        QVERIFY(reader.pause());
        QCOMPARE(notes.texts.size(), std::size_t{1}); // half a line waits
        QFile file{QString::fromStdString(path)};
        QVERIFY(file.open(QIODevice::Append));
        file.write("2}\n{\"c\":3}");
        file.close();
        QVERIFY(reader.hasGrown());
        while (reader.readSome()) { }
        QVERIFY(reader.pause());
        QVERIFY(notes.texts == (Texts{"{\"a\":1}", "{\"b\":2}", "{\"c\":3}"}));
        QVERIFY(QFile::resize(QString::fromStdString(path), 3));
        QVERIFY(!reader.hasGrown() && !reader.error().empty());
    }
};

QTEST_GUILESS_MAIN(TestReading)
#include "tst_reading.moc"
