// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/common/theme.h"

#include <QHash>
#include <QImage>
#include <QRectF>
#include <QStaticText>

#include <functional>

class QPainter;

namespace sightglass {

/// Glyphs, silhouettes, arrows and words as a canvas paints them frame after frame: drawn once,
/// then copied. They stand on whole pixels. Of a bounded size; other colours make it forget.
/// THREAD: GUI.
class Sprites
{
public:
    explicit Sprites(const Theme &theme);

    void glyph(QPainter &painter, const QRectF &square, State state, double progress = -1);
    void silhouette(QPainter &painter, const QRectF &square, Kind kind, const QColor &colour);
    /// The head of an edge that leads along an axis.
    void arrow(QPainter &painter, const QPointF &from, const QPointF &tip, bool filled,
               const QColor &colour, double size);

    /// Any picture in a box that is always the same for that key and size.
    void picture(QPainter &painter, const QRectF &box, quint64 key,
                 const std::function<void(QPainter &, const QRectF &)> &paint);

    struct Words
    {
        QString text;
        int pixels = 0;
        bool bold = false;
        friend bool operator==(const Words &, const Words &) = default;
        friend size_t qHash(const Words &words, size_t seed = 0)
        {
            return qHashMulti(seed, words.text, words.pixels, words.bold);
        }
    };
    /// One line, elided in the middle, amid the height of the box from its left on, in the
    /// painter's pen. Returns its width.
    double text(QPainter &painter, const QRectF &box, const Words &words);
    void forget();

private:
    struct Key
    {
        quint64 what = 0; // which, and in what colour
        quint64 look = 0; // size and ratio
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed)
        {
            return qHashMulti(seed, key.what, key.look);
        }
    };
    struct Line
    {
        QStaticText text;
        QFont font;
        double width = 0;
        double height = 0;
    };
    struct Cut
    {
        Words words;
        int width = 0;
        friend bool operator==(const Cut &, const Cut &) = default;
        friend size_t qHash(const Cut &cut, size_t seed)
        {
            return qHashMulti(seed, cut.words, cut.width);
        }
    };

    using Paint = std::function<void(QPainter &, const QRectF &)>;
    void draw(QPainter &painter, const QRectF &box, quint64 what, const Paint &paint);
    const Line &lineOf(const Words &words);

    const Theme &m_theme;
    QHash<Key, QImage> m_images;
    QHash<Words, Line> m_lines;
    QHash<Cut, QString> m_cuts;
    qsizetype m_bytes = 0; // of the images
};

} // namespace sightglass
