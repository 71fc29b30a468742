// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "app/registry/vocabularies.h"
#include "app/shell/content.h"
#include "app/shell/find_bar.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QToolButton>

using namespace sightglass;

class TestFindBar final : public QObject
{
    Q_OBJECT

    static QByteArray event(int number, const QByteArray &note)
    {
        const QByteArray json = "{'specversion':'1.0','id':'" + QByteArray::number(number)
            + "','source':'test','type':'t','time':'2026-01-01T00:00:"
            + QByteArray::number(10 + number) + "Z','data':{'note':'" + note + "'}}\n";
        return QByteArray{json}.replace('\'', '"');
    }

private Q_SLOTS:
    void whatIsTypedIsFoundInThePayload()
    {
        QTemporaryDir folder;
        QFile file{folder.filePath(QStringLiteral("log.ndjson"))};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(event(1, "a needle") + event(2, "hay") + event(3, "n\\u00fcrnberg")
                   + event(4, "needles"));
        file.close();
        ViewContext context;
        ShellOptions options;
        options.configDir = folder.path();
        options.files = {file.fileName()};
        Content content{makeVocabularies(), context, options};
        QWidget host;
        FindBar bar{context, &host};
        content.start();
        QTRY_COMPARE(context.snapshot().events.size(), 4u);
        bar.open();
        auto *text = bar.findChild<QLineEdit *>(QStringLiteral("findText"));
        const auto *result = bar.findChild<QLabel *>(QStringLiteral("findResult"));
        text->setText(QStringLiteral("needle"));
        QTest::keyClick(text, Qt::Key_Return); // before the pause of typing is over
        QTRY_COMPARE(result->text(), QStringLiteral("2 found"));
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(context.snapshot().idOf(context.selection().current().event), "4");
        QTest::keyClick(text, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(context.snapshot().idOf(context.selection().current().event), "1");
        text->setText(QStringLiteral("nürnberg")); // in JSON's other spelling
        QTRY_COMPARE(result->text(), QStringLiteral("1 found"));
        text->setText(QStringLiteral("nee(dle"));
        QTRY_COMPARE(result->text(), QStringLiteral("Not found"));
        bar.findChild<QToolButton *>(QStringLiteral("findRegex"))->click();
        QVERIFY(result->text().startsWith(QStringLiteral("Not a regular expression: ")));
        text->setText(QStringLiteral("needle[^s]"));
        QTRY_COMPARE(result->text(), QStringLiteral("1 found"));
        bar.findChild<QToolButton *>(QStringLiteral("findRegex"))->click();
        text->setText(QStringLiteral("type=t id=3")); // of what the model says
        QTRY_COMPARE(result->text(), QStringLiteral("1 found"));
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(context.snapshot().idOf(context.selection().current().event), "3");
        QTest::keyClick(text, Qt::Key_Escape);
        QVERIFY(bar.isHidden() && context.finder().count() == 0);
    }
};

QTEST_MAIN(TestFindBar)
#include "tst_find_bar.moc"
