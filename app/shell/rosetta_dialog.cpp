// SPDX-License-Identifier: Apache-2.0
#include "app/shell/rosetta_dialog.h"

#include "views/items/shown_text.h"

#include <QAction>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace sightglass {
namespace {

constexpr int kWidths[] = {110, 250, 100, 120, 160, 140, 120, 120, 140, 120};
constexpr int kRowHeight = 24;
/// Lists of status words are longer than event text may be.
constexpr int kCellCharacters = 4000;

QStringList header()
{
    return {QDialog::tr("Vocabulary"), QDialog::tr("Type"),    QDialog::tr("Kind"),
            QDialog::tr("Phase"),      QDialog::tr("Outcome"), QDialog::tr("Id"),
            QDialog::tr("Name"),       QDialog::tr("Parent"),  QDialog::tr("Links"),
            QDialog::tr("URL")};
}

std::vector<QStringList> rowsOf(const VocabularyList &vocabularies)
{
    std::vector<QStringList> rows;
    for (const auto &vocabulary : vocabularies) {
        const QString name = shownText(vocabulary->name());
        for (const Rosetta &said : vocabulary->rosetta()) {
            QStringList &row = rows.emplace_back(QStringList{name});
            for (const auto text :
                 {&Rosetta::type, &Rosetta::kind, &Rosetta::phase, &Rosetta::outcome, &Rosetta::id,
                  &Rosetta::name, &Rosetta::parent, &Rosetta::links, &Rosetta::url})
                row.append(shownText(said.*text, kCellCharacters));
        }
    }
    return rows;
}

} // namespace

RosettaDialog::RosettaDialog(QWidget *parent)
    : QDialog(parent)
    , m_rows(header())
    , m_table(new QTableView(this))
    , m_count(new QLabel(this))
    , m_detail(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("rosettaDialog"));
    setWindowTitle(tr("Rosetta Stone"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(1180, 640);
    auto *words = new QLineEdit(this);
    words->setObjectName(QStringLiteral("rosettaFilter"));
    words->setAccessibleName(tr("Filter rows"));
    words->setPlaceholderText(tr("Filter: words that stand anywhere in a row"));
    words->setClearButtonEnabled(true);
    m_count->setObjectName(QStringLiteral("rosettaCount"));
    m_count->setTextFormat(Qt::PlainText);
    m_detail->setObjectName(QStringLiteral("rosettaDetail"));
    m_detail->setAccessibleName(tr("The chosen row in full"));
    m_detail->setReadOnly(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_detail->setPlaceholderText(tr("Choose a row to read all of it."));
    makeTable();
    QDialogButtonBox *buttons = makeButtons();
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_table);
    splitter->addWidget(m_detail);
    splitter->setSizes({430, 130});
    auto *column = new QVBoxLayout(this);
    column->addWidget(words);
    column->addWidget(m_count);
    column->addWidget(splitter, 1);
    column->addWidget(buttons);
    words->setFocus();
    connect(words, &QLineEdit::textChanged, this, &RosettaDialog::filter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void RosettaDialog::makeTable()
{
    m_shown.setSourceModel(&m_rows);
    m_table->setObjectName(QStringLiteral("rosettaTable"));
    m_table->setAccessibleName(tr("Rosetta stone"));
    m_table->setModel(&m_shown);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    for (int column = 0; column < m_rows.columnCount(); ++column)
        m_table->setColumnWidth(column, kWidths[column]);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RosettaDialog::showRow);
}

QDialogButtonBox *RosettaDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *copy = buttons->addButton(tr("Copy rows"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("rosettaCopy"));
    copy->setAccessibleName(copy->text());
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("rosettaClose"));
    for (QAbstractButton *button : buttons->buttons())
        qobject_cast<QPushButton *>(button)->setAutoDefault(false); // Return belongs to the filter
    auto *copyKey = new QAction(tr("Copy rows"), m_table);
    copyKey->setShortcut(QKeySequence::Copy);
    copyKey->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copyKey);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copy, &QPushButton::clicked, this, &RosettaDialog::copyRows);
    connect(copyKey, &QAction::triggered, this, &RosettaDialog::copyRows);
    return buttons;
}

void RosettaDialog::setVocabularies(const VocabularyList &vocabularies)
{
    m_rows.setRows(rowsOf(vocabularies));
    filter(findChild<QLineEdit *>(QStringLiteral("rosettaFilter"))->text());
}

void RosettaDialog::filter(const QString &words)
{
    m_shown.setWords(words);
    m_count->setText(tr("%1 of %2 types")
                         .arg(countText(static_cast<std::uint64_t>(m_shown.rowCount())),
                              countText(static_cast<std::uint64_t>(m_rows.rowCount()))));
}

void RosettaDialog::showRow()
{
    const QModelIndexList chosen = m_table->selectionModel()->selectedRows();
    QString text;
    for (int column = 0; column < m_shown.columnCount() && !chosen.isEmpty(); ++column) {
        const QString cell = chosen.first().siblingAtColumn(column).data().toString();
        if (!cell.isEmpty())
            text += m_shown.headerData(column, Qt::Horizontal).toString() + QStringLiteral(": ")
                + cell + QLatin1Char('\n');
    }
    m_detail->setPlainText(text);
}

/// The chosen rows, or all that are shown: cells between tabs, as spreadsheets take them.
void RosettaDialog::copyRows()
{
    const QModelIndexList chosen = m_table->selectionModel()->selectedRows();
    QString text = header().join(u'\t') + QLatin1Char('\n');
    for (int row = 0; row < m_shown.rowCount(); ++row) {
        const QModelIndex first = m_shown.index(row, 0);
        if (!chosen.isEmpty() && !chosen.contains(first))
            continue;
        for (int column = 0; column < m_shown.columnCount(); ++column)
            text += (column > 0 ? QStringLiteral("\t") : QString{})
                + first.siblingAtColumn(column).data().toString();
        text += QLatin1Char('\n');
    }
    QGuiApplication::clipboard()->setText(text);
}

} // namespace sightglass
