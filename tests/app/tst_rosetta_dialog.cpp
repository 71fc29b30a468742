// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "app/registry/vocabularies.h"
#include "app/shell/rosetta_dialog.h"
#include "views/common/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

using namespace sightglass;

class TestRosettaDialog final : public QObject
{
    Q_OBJECT

    /// As a part of another window: an own one gets hints that the offscreen platform warns about.
    static RosettaDialog *inside(QWidget &host)
    {
        auto *dialog = new RosettaDialog(&host);
        dialog->setWindowFlags(Qt::Widget);
        host.resize(dialog->size());
        return dialog;
    }

private Q_SLOTS:
    void isFilteredReadAndCopied()
    {
        const VocabularyList vocabularies = makeVocabularies();
        QWidget host;
        auto &dialog = *inside(host);
        dialog.setVocabularies(vocabularies);
        host.show();
        host.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&host));
        auto *table = dialog.findChild<QTableView *>(QStringLiteral("rosettaTable"));
        const int all = table->model()->rowCount();
        QVERIFY(all > 60);
        auto *words = dialog.findChild<QLineEdit *>(QStringLiteral("rosettaFilter"));
        words->setText(QStringLiteral("eiffel activityfinished"));
        QCOMPARE(table->model()->rowCount(), 1);
        const auto *count = dialog.findChild<QLabel *>(QStringLiteral("rosettaCount"));
        QCOMPARE(count->text(), QStringLiteral("1 of %1 types").arg(all));
        table->selectRow(0);
        const auto *detail = dialog.findChild<QPlainTextEdit *>(QStringLiteral("rosettaDetail"));
        QVERIFY(detail->toPlainText().contains(
            QStringLiteral("Type: EiffelActivityFinishedEvent\nKind: activity\n")));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 3); // header, row, end
        QCOMPARE(lines[0].count(u'\t'), 9);
        QVERIFY(lines[1].startsWith(QStringLiteral("eiffel\tEiffelActivityFinishedEvent\t")));
        table->clearSelection();
        words->clear();
        dialog.findChild<QPushButton *>(QStringLiteral("rosettaCopy"))->click();
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), all + 1);
    }

    void whatCanBeUsedHasAName()
    {
        QWidget host;
        const auto &dialog = *inside(host);
        for (const QWidget *widget : dialog.findChildren<QWidget *>()) {
            if (widget->focusPolicy() != Qt::NoFocus && widget->objectName().startsWith(u"rosetta"))
                QVERIFY2(!widget->accessibleName().isEmpty()
                             || !widget->property("text").toString().isEmpty(),
                         qPrintable(widget->objectName()));
        }
    }
};

QTEST_MAIN(TestRosettaDialog)
#include "tst_rosetta_dialog.moc"
