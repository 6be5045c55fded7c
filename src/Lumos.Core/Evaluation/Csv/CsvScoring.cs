using System.Text;
using Lumos.Core.Ingest.Csv.Bytes;
using Lumos.Core.Ingest.Csv.Tables;

namespace Lumos.Core.Evaluation.Csv;

/// <summary>Which parts of an answer are right. A part the label leaves out counts as right.</summary>
internal sealed record CsvScore
{
    public required bool Encoding { get; init; }

    public required bool Delimiter { get; init; }

    public required bool Quote { get; init; }

    public required bool Header { get; init; }

    public required bool Preamble { get; init; }

    public required bool Footer { get; init; }

    public required bool Rows { get; init; }

    public required bool Columns { get; init; }

    public required bool Names { get; init; }

    public required bool Cells { get; init; }

    public bool Table => Header && Rows && Columns;

    public bool Exact => Encoding && Delimiter && Quote && Preamble && Footer && Table && Names && Cells;

    public IEnumerable<string> Wrong()
    {
        if (!Encoding) yield return "encoding";
        if (!Delimiter) yield return "delimiter";
        if (!Quote) yield return "quote";
        if (!Header) yield return "header";
        if (!Preamble) yield return "preamble";
        if (!Footer) yield return "footer";
        if (!Rows) yield return "rows";
        if (!Columns) yield return "columns";
        if (!Names) yield return "names";
        if (!Cells) yield return "cells";
    }
}

/// <summary>Compares an answer with its label. Spellings that mean the same are equal; nothing else is.</summary>
internal static class CsvScoring
{
    public static CsvScore Score(CsvAnswer answer, CsvExpectation expected, string path)
    {
        if (answer.Refused is not null || expected.Refused is not null)
        {
            var right = expected.Refused is not null && answer.Refused is not null && (expected.Refused == "any" || expected.Refused == answer.Refused);

            // A file without a table may also be read as one: then only its emptiness is judged.
            right |= expected.Refused == "any" && answer.Refused is null && answer.Rows == (expected.Rows ?? 0);
            return All(right);
        }

        return new CsvScore
        {
            Encoding = expected.Encoding is null || SameEncoding(answer.Encoding, expected.Encoding, path),
            Delimiter = !expected.HasDelimiter || SameDelimiter(answer, expected),
            Quote = !expected.HasQuote || SameQuote(answer, expected.Quote),
            Header = (expected.Header is null || expected.Header == answer.HeaderLines > 0) && (expected.HeaderLines is null || expected.HeaderLines == answer.HeaderLines),
            Preamble = expected.PreambleLines is null || expected.PreambleLines == answer.PreambleLines,
            Footer = expected.FooterLines is null || SameFooter(answer, expected.FooterLines.Value, path),
            Rows = expected.Rows is null || expected.Rows == answer.Rows,
            Columns = expected.Columns is null || expected.Columns == answer.Columns,
            Names = expected.ColumnNames is null || answer.HeaderLines == 0 || SameNames(answer.ColumnNames, expected.ColumnNames),
            Cells = expected.FirstRows is null || SameCells(answer.FirstRows, expected.FirstRows),
        };
    }

    private static CsvScore All(bool right) => new()
    {
        Encoding = right, Delimiter = right, Quote = right, Header = right, Preamble = right, Footer = right, Rows = right, Columns = right, Names = right, Cells = right,
    };

    /// <summary>Two names are the same encoding for a file when they decode its bytes to the same text.</summary>
    private static bool SameEncoding(string answer, string expected, string path)
    {
        var name = Canonical(expected);
        if (name == answer) return true;
        var bytes = File.ReadAllBytes(path);
        if (name == "us-ascii") return answer == "utf-8" || System.Text.Ascii.IsValid(bytes);
        var a = CsvEncoding.Resolve(answer);
        var b = CsvEncoding.Resolve(name);
        if (name == "utf-16") return answer is "utf-16le" or "utf-16be";
        if (a is null || b is null) return false;
        return a.GetString(bytes).TrimStart('\uFEFF') == b.GetString(bytes).TrimStart('\uFEFF');
    }

    private static string Canonical(string name)
    {
        var key = name.ToLowerInvariant().Replace("_", "-", StringComparison.Ordinal).Trim();
        return key switch
        {
            "utf8" or "utf-8-sig" or "utf8-sig" or "utf-8-bom" or "utf8-bom" or "utf-8 bom" or "utf-8 with bom" => "utf-8",
            "ascii" or "us-ascii" => "us-ascii",
            "utf16" or "utf-16" or "ucs-2" => "utf-16",
            "utf-16-le" or "utf16le" or "utf16-le" or "ucs-2le" => "utf-16le",
            "utf-16-be" or "utf16be" or "utf16-be" or "ucs-2be" => "utf-16be",
            "latin-1" or "latin1" or "iso8859-1" or "l1" => "iso-8859-1",
            "cp1252" or "ansi" or "windows1252" => "windows-1252",
            "cp1251" => "windows-1251",
            "cp1250" => "windows-1250",
            "cp1253" => "windows-1253",
            "cp1254" => "windows-1254",
            "mac-roman" or "macroman" or "mac" => "macintosh",
            "cp850" => "ibm850",
            "cp866" => "ibm866",
            "gbk" or "gb2312" or "gb-18030" => "gb18030",
            "sjis" or "shift-jis" or "cp932" => "shift_jis",
            _ => key,
        };
    }

    private static bool SameDelimiter(CsvAnswer answer, CsvExpectation expected)
    {
        if (expected.Columns == 1 || string.IsNullOrEmpty(expected.Delimiter)) return answer.Columns == 1 || expected.Columns is null;
        var wanted = expected.Delimiter switch
        {
            "comma" => ",", "semicolon" => ";", "tab" or "\\t" => "\t", "pipe" or "vslash" => "|", "space" => " ", "colon" => ":", "caret" => "^", "tilde" => "~",
            _ => expected.Delimiter,
        };
        if (answer.Delimiter == wanted) return true;

        // Spaces that accompany a delimiter are part of it or not; the cells are the same.
        var trimmed = wanted.Trim(' ');
        return trimmed.Length > 0 && trimmed == answer.Delimiter.Trim(' ');
    }

    private static bool SameQuote(CsvAnswer answer, string? expected)
    {
        var wanted = expected is null or "" or "none" ? null : expected is "doublequote" ? "\"" : expected is "singlequote" ? "'" : expected;
        var given = answer.QuoteSeen ? answer.Quote : null;
        if (given == wanted) return true;

        // In a file that quotes nothing, the quote character cannot be told.
        return given is null && wanted == "\"";
    }

    /// <summary>Whether blank lines around a footer belong to it is a matter of taste; lines with content are not.</summary>
    private static bool SameFooter(CsvAnswer answer, int expected, string path)
    {
        if (answer.FooterLines == expected) return true;
        var encoding = CsvEncoding.Resolve(answer.Encoding);
        if (encoding is null) return false;
        var lines = encoding.GetString(File.ReadAllBytes(path)).ReplaceLineEndings("\n").Split('\n');
        var blank = 0;
        while (blank < lines.Length && IsBlank(lines[^(blank + 1)], answer.Delimiter)) blank++;
        var trailing = lines.Length > 0 && lines[^1].Length == 0 ? blank - 1 : blank;
        int Content(int count) => lines.Reverse().Skip(blank).Take(Math.Max(0, count)).Count(line => !IsBlank(line, answer.Delimiter));
        return Content(answer.FooterLines) == Content(expected) || Content(answer.FooterLines) == Content(expected - trailing);
    }

    private static bool IsBlank(string line, string delimiter) => line.Trim().Length == 0 || (delimiter.Length > 0 && line.Replace(delimiter, string.Empty, StringComparison.Ordinal).Trim().Length == 0);

    private static bool SameNames(IReadOnlyList<string> answer, IReadOnlyList<string> expected)
    {
        if (answer.Count != expected.Count) return false;
        var unique = CsvColumnNames.Unique([.. expected.Select(Tidy)]).Names;
        for (var i = 0; i < answer.Count; i++)
        {
            if (Tidy(expected[i]).Length > 0 && answer[i] != unique[i] && answer[i] != Tidy(expected[i])) return false;
        }

        return true;
    }

    private static bool SameCells(IReadOnlyList<IReadOnlyList<string?>> answer, IReadOnlyList<IReadOnlyList<string>> expected)
    {
        if (answer.Count < Math.Min(50, expected.Count)) return false;
        for (var row = 0; row < Math.Min(answer.Count, expected.Count); row++)
        {
            var cells = answer[row];
            for (var c = 0; c < expected[row].Count; c++)
            {
                var given = c < cells.Count ? cells[c] ?? string.Empty : string.Empty;
                if (given.ReplaceLineEndings("\n").Trim() != expected[row][c].ReplaceLineEndings("\n").Trim()) return false;
            }
        }

        return true;
    }

    private static string Tidy(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
