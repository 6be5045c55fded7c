using System.Globalization;
using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;

namespace Lumos.Core.Ingest.Typing;

/// <summary>What spreadsheets leave behind: dates as day numbers, long numbers cut to a few digits, apostrophes before text.</summary>
internal static partial class TypeDecider
{
    /// <summary>Notes on cells that became NULL because of how they are spelt.</summary>
    internal const string NullsRead = "NULLS_READ";

    /// <summary>Note on the apostrophe that marks text.</summary>
    internal const string ApostropheStripped = "APOSTROPHE_STRIPPED";

    private const string DayFormat = "YYYY-MM-DD";

    /// <summary>
    /// Cells that are day numbers in a column most of whose values are dates, and the numbers where they can be read: few different ones, in a
    /// column that may be looked at. No birth is written into a plan.
    /// </summary>
    private static (long Cells, IReadOnlyList<int> Days) DayNumbers(ColumnProfiler column, DateReading dates, long values, NameCues cues)
    {
        if (dates.Cells < 3 || dates.Cells * 2 < values || column.DayNumbers is not { Count: > 0 } days || !column.Sketch.IsExact) return (0, []);
        var cells = days.Sum(day => (long)column.Sketch.RowsOf(CellHash.Of(Encoding.ASCII.GetBytes(day.ToString(CultureInfo.InvariantCulture)))));
        return (cells, cues.Birth ? [] : [.. days]);
    }

    private static IngestNote DayNumberNote(long cells, bool read) => new()
    {
        Code = read ? "DAY_NUMBERS_READ" : "DAY_NUMBERS",
        Message = read
            ? "Among the dates stand day numbers of a spreadsheet; they are read as the days they count from 1900 (44197 is 2021-01-01). Check some: a sheet that counts from 1904 is four years off."
            : "Among the dates stand day numbers of a spreadsheet; dates of birth are not read so, and they go to quarantine.",
        Count = cells,
    };

    private static IEnumerable<IngestNote> SpreadsheetNotes(ColumnProfiler column, NumberReading numbers, long values, NameCues cues, bool strict)
    {
        // A column of nothing but such numbers may be of science, unless its name says that they are numbers of things.
        if (numbers.Rounded > 0 && (cues.Code || cues.Id || numbers.Exponents < values))
        {
            yield return new IngestNote
            {
                Code = "LONG_NUMBERS_DAMAGED",
                Message = "Long numbers stand as a spreadsheet shows them (such as 4.00012E+11): the digits behind the first few are lost. Export the column again as text.",
                Count = numbers.Rounded,
            };
        }

        if (column.Apostrophes > 0 && (strict || !column.OtherApostrophes))
        {
            yield return new IngestNote
            {
                Code = ApostropheStripped,
                Message = "Numbers or dates stand behind the apostrophe by which a spreadsheet marks text; it is left out.",
                Count = column.Apostrophes,
            };
        }
    }

    /// <summary>How many cells became NULL, by spelling.</summary>
    internal static IEnumerable<IngestNote> NullNotes(IReadOnlyCollection<(ShapeCode Code, long Cells)> tokens)
    {
        if (tokens.Count == 0) yield break;
        var spelt = tokens.Select(static token => (Text: CellWords.NullText(token.Code.Token), token.Cells)).OrderByDescending(static token => token.Cells).ThenBy(static token => token.Text, StringComparer.Ordinal);
        yield return new IngestNote
        {
            Code = NullsRead,
            Message = $"Values became NULL: {string.Join(", ", spelt.Select(static token => string.Create(CultureInfo.InvariantCulture, $"{token.Cells} '{token.Text}'")))}.",
            Count = tokens.Sum(static token => token.Cells),
        };
    }
}
