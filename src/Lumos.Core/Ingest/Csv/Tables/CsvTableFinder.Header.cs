using Lumos.Core.Ingest.Csv.Dialects;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Tables;

internal static partial class CsvTableFinder
{
    private static CsvRegion FindHeader(CsvRecords records, int from, int top, int end, int to, int width)
    {
        if (width > 1 && records[top].Filled == 1 && HeadsGroup(records, top, end, width)) return new CsvRegion(from, top, top, end, to, width, 0);
        var bodyFrom = top + 1;
        if (bodyFrom >= end)
        {
            // One record: a header alone reads like names, a row alone like values.
            var alone = CsvBody.Of(records, top, top, width);
            var score = CsvHeaderScorer.Score(records, top, top, top, alone);
            return score > 0 && width > 1 && !HoldsNumbers(records, top, width) ? new CsvRegion(from, top, end, end, to, width, score) : new CsvRegion(from, top, top, end, to, width, score);
        }

        if (IsAboveNames(records, top, end, width)) return FindHeader(records, from, top + 1, end, to, width);
        if (NamesApart(records, top, end, width) is var apart and > 0) return FindHeader(records, from, apart, end, to, width);
        if (LevelsOverIndex(records, top, end, width) is var levels and > 0) return new CsvRegion(from, top, top + levels, end, to, width, 3);
        if (MarkedNames(records, top, end, width) is var marked and > 0) return new CsvRegion(from, top, top + marked, end, to, width, 3);

        var rows = CsvBody.Of(records, bodyFrom, end, width);
        if (IsNameBesideKeys(records, top, width, rows) || IsPadded(records, top, end, width) || CsvHeaderScorer.FrameNumbers(records, top, rows) || CsvHeaderScorer.NumbersOverIndex(records, top, end, rows) || IsNameOverIndex(records, top, end, rows)) return new CsvRegion(from, top, bodyFrom, end, to, width, 3);

        // One value all the way across ("nan") names nothing; the names of the rows, in their order, name columns whatever they look like.
        if (width > 2 && records[top].Filled == width && records.Cell(top, 0) == CsvCell.Null && IsOneValue(records, top)) return new CsvRegion(from, top, top, end, to, width, -1);
        if (NamesRows(records, top, end, width)) return new CsvRegion(from, top, bodyFrom, end, to, width, 3);

        // Names that declarations follow, or that another delimiter tells apart, are a header whatever else they look like.
        var declared = CsvDeclarations.Count(records, top + 1, end, width);
        if (declared > 0 && top + 1 + declared <= end) return new CsvRegion(from, top, top + 1 + declared, end, to, width, 3);
        for (var row = top + 2; row < Math.Min(end, top + MaxHeaderRecords); row++)
        {
            // What stands above the names of hashtags is a title, whatever its width.
            if (CsvDeclarations.IsTags(records, row, end, width) && !records[row - 1].IsBlank) return new CsvRegion(from, row - 1, row + 1, end, to, width, 3);
        }

        if (NumberedOverNames(records, top, end, width)) return new CsvRegion(from, top, top + 2, end, to, width, 2);
        if (StackedNames(records, top, end, width) is var stacked and > 0) return new CsvRegion(from, top, top + stacked, end, to, width, 3);
        if (records[top].Fields < width && !IsCommentLike(records, top) && CsvForeignHeader.Names(records, top, width) is not null && CsvBody.Of(records, bodyFrom, end, width).TypedColumns > 0)
        {
            return new CsvRegion(from, top, bodyFrom, end, to, width, 2);
        }

        // The first rows may all be header: see how many of them stand apart from what follows.
        var best = 0;
        double bestScore = 0;
        for (var k = 1; k < MaxRemarks && top + k < end; k++)
        {
            var row = top + k - 1;

            // A blank line within a header of several rows: the names go on below it.
            if (k > 1 && (records[row].IsBlank || IsRule(records, row))) continue;
            var body = CsvBody.Of(records, top + k, end, width);
            if (body.Rows == 0) break;
            var score = CsvHeaderScorer.Score(records, row, top + k, end, body);
            if (k == 1)
            {
                bestScore = score;
                if (score <= 0 && !HeadsGroups(records, top, end, width)) break;
                best = 1;
                continue;
            }

            if (!Continues(records, top, row, body, score)) break;
            best = k;
            bestScore = Math.Max(bestScore, score);
        }

        if (best > 0 && top + best + 1 <= end && IsOfObjects(records, top + best, end, width)) best++;

        // A line of dashes under the header is drawing.
        var rules = 0;
        while (best > 0 && top + best + rules < end && (IsRule(records, top + best + rules) || IsCommentedRule(records, top + best + rules) || (rules == 0 && IsCommentedUnits(records, top, top + best, end, width)) || (rules < MaxRemarks && IsCommentLike(records, top) && !IsSpacedComment(records, top) && IsCommentLike(records, top + best + rules) && IsSpacedComment(records, top + best + rules)))) rules++;
        var region = new CsvRegion(from, top, top + best + rules, end, to, width, bestScore) { Rules = rules };

        // Keys with values of all kinds: a key with its value at the top, too, unless it names the values.
        return best == 1 && NamesKeys(records, region) && !CsvHeaderWords.Matches(records.Bytes(top, 1)) && !CsvShape.IsIdentifier(records.Bytes(top, 1)) && CsvHeaderWords.Matches(records.Bytes(top, 0))
            ? region with { BodyFrom = top, Rules = 0, HeaderScore = -0.5 } : region;
    }

    /// <summary>The names of a table that a whole one of a row or two, as wide but apart by a blank line, stands above; else 0.</summary>
    private static int NamesApart(CsvRecords records, int top, int end, int width)
    {
        if (width < 2 || !IsFull(records, top, width)) return 0;
        for (var row = top + 3; row < Math.Min(end - 3, top + MaxHeaderRecords + 1); row++)
        {
            if (!records[row - 1].IsBlank || !IsFull(records, row, width) || !CsvTableSplitter.IsTextRow(records, row) || records[row - 2].Fields != width) continue;
            var body = CsvBody.Of(records, row + 1, end, width);
            return body.Rows > (row - top) * 2 && body.TypedColumns > 0 && CsvHeaderScorer.Score(records, row, row + 1, end, body) > 1 ? row : 0;
        }

        return 0;
    }

    private static bool IsFull(CsvRecords records, int row, int width) => records[row].Fields == width && records[row].Filled == width;

    /// <summary>Whether numbers, dates or addresses that do not name anything stand in a record.</summary>
    private static bool HoldsNumbers(CsvRecords records, int row, int width)
    {
        if (CsvHeaderScorer.YearSequence(records, row, width)) return false;
        foreach (var cell in records.Cells(row))
        {
            if (CsvCellClassifier.IsNumeric(cell) || CsvCellClassifier.IsTemporal(cell) || cell is CsvCell.Email or CsvCell.Url) return true;
        }

        return false;
    }

    /// <summary>Whether the first record holds labels of groups whose names, clearly a header, stand in the next.</summary>
    private static bool HeadsGroups(CsvRecords records, int top, int end, int width)
    {
        if (end - top < 3 || !IsGroupHeader(records, top, end, width)) return false;
        var below = CsvBody.Of(records, top + 2, end, width);
        return below.Rows > 0 && CsvHeaderScorer.Score(records, top + 1, top + 2, end, below) > 0.5;
    }

    /// <summary>Whether a record is full but for its first cells: as likely the names of a table whose keys have none as labels of groups.</summary>
    private static bool LacksOnlyStart(CsvRecords records, int row) => records[row].Filled == records[row].Fields - FirstFilled(records, row);

    /// <summary>Whether a row after the first header row is header too: a repetition of it, units, or names under group labels.</summary>
    internal static bool Continues(CsvRecords records, int top, int row, CsvBody body, double score)
    {
        var width = body.Width;
        var same = 0;
        var units = 0;
        var textOverTyped = 0;
        var typedColumns = 0;
        var filled = 0;
        for (var c = 0; c < width; c++)
        {
            var cell = records.Cell(row, c);
            if (cell == CsvCell.Empty) continue;
            filled++;
            if (records.Bytes(row, c).SequenceEqual(records.Bytes(row - 1, c))) same++;
            if (CsvUnitWords.IsUnit(records.Bytes(row, c)))
            {
                units++;
                if (!CsvCellClassifier.IsNumeric(cell)) continue;
            }

            if (body[c].IsTyped)
            {
                typedColumns++;
                if (CsvHeaderScorer.IsName(cell, records.Bytes(row, c)) || (body[c].MaxLength > 4 && CsvHeaderScorer.IsYear(records.Bytes(row, c)))) textOverTyped++;
                else if (CsvCellClassifier.IsTemporal(cell) && CsvHeaderScorer.IsForeign(cell, body[c])) textOverTyped++;
                else if (CsvCellClassifier.IsTyped(cell)) return false;
            }
        }

        if (filled == 0) return false;

        // One value all the way across ("NaN", "-") names nothing, unless the row above already did so.
        if (filled >= 2 && same < filled && IsOneValue(records, row)) return false;

        // A row without an entry where the table always has one, and texts where it has values: units or second names.
        if (records.Cell(row, 0) == CsvCell.Empty && body.Rows >= 3 && body[0].Filled > body.Rows * 0.9 && textOverTyped + units == filled) return true;
        if (filled >= 2 && textOverTyped + units == filled && body.Rows >= 5 && LeavesOutFilled(records, row, body) && !records[row - 1].IsBlank && IsFull(records, row - 1, width)) return true;
        if (same == filled && filled >= 2) return true;
        if (units >= 2 && !records[row - 1].IsBlank && units >= filled * 0.5 && body.TypedColumns > 0) return true;
        if (row == top + 1 && IsGroupHeader(records, top, row + 1, width) && score > (LacksOnlyStart(records, top) ? 2 : 0)) return true;
        if (FillsGaps(records, top, row, body) || NamesIndex(records, top, row, body)) return true;
        return typedColumns >= 2 && textOverTyped == typedColumns && score > 2.2 && typedColumns >= width * 0.3;
    }

    /// <summary>Whether the record holds what stands in the first column below, in the same order, as in matrices of distances and flows.</summary>
    private static bool NamesRows(CsvRecords records, int top, int end, int width)
    {
        if (width < 4 || CsvCellClassifier.IsTyped(records.Cell(top, 0))) return false;
        int column = 1, same = 0;
        for (var i = top + 1; i < end && column < width; i++)
        {
            var name = records.Bytes(i, 0);
            if (name.IsEmpty) continue;
            for (var c = column; c < Math.Min(width, column + MaxHeaderRecords); c++)
            {
                if (!records.Bytes(top, c).SequenceEqual(name)) continue;
                same++;
                column = c + 1;
                break;
            }
        }

        return same >= Math.Max(3, (width - 1) * 0.6);
    }

    /// <summary>Whether a record has nothing in most columns, one of which at least is filled in every row: no row, but a word on some columns.</summary>
    private static bool LeavesOutFilled(CsvRecords records, int row, CsvBody body)
    {
        int left = 0, always = 0;
        for (var c = 0; c < body.Width; c++)
        {
            if (body[c].Filled < body.Rows) continue;
            always++;
            if (records.Cell(row, c) == CsvCell.Empty) left++;
        }

        return left >= 2 && left * 2 > always;
    }

    private static bool IsOneValue(CsvRecords records, int row)
    {
        for (var c = 1; c < records[row].Fields; c++)
        {
            if (!records.Bytes(row, c).SequenceEqual(records.Bytes(row, 0))) return false;
        }

        return true;
    }

    /// <summary>Names under group labels only: texts in the gaps of the row above, and nowhere that the body would have values of its own kind.</summary>
    private static bool FillsGaps(CsvRecords records, int top, int row, CsvBody body)
    {
        var above = row - 1;
        while (above > top && records[above].IsBlank) above--;
        int inGaps = 0, filled = 0;
        for (var c = 0; c < body.Width; c++)
        {
            var cell = records.Cell(row, c);
            if (cell == CsvCell.Empty) continue;
            if (!CsvHeaderScorer.IsName(cell, records.Bytes(row, c))) return false;
            filled++;
            if (records.Cell(above, c) == CsvCell.Empty && records.Bytes(above, c).IsEmpty) inGaps++;
        }

        // Answers offered under the questions of a survey: names for most gaps, under nothing where every row has a key.
        if (inGaps >= 2 && records.Cell(row, 0) == CsvCell.Empty && records.Cell(above, 0) != CsvCell.Empty && body.Rows >= 3 && body[0].Filled > body.Rows * 0.9 && body[0].IsTyped) return true;

        // The row must leave out what the body fills: a first column without a name is no row of the table.
        return inGaps >= 1 && filled < body.MedianFilled + 1 && records.Cell(row, 0) == CsvCell.Empty && body[0].Filled > body.Rows / 2
            && filled + records[above].Filled >= body.Width * 0.7;
    }
}
