using System.Globalization;
using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>The slot a time of day is in, as pieces of a text: 11:12 is in 11:00 to 11:30.</summary>
internal static class TimeSlots
{
    private const int Day = 1440;
    private static readonly int[] Sizes = [5, 10, 15, 20, 30, 60, 90, 120, 180, 240, 360, 720];
    private static readonly string[] Formats = ["HH:mm", "H:mm", "h:mmAM", "h:mm AM", "hAM", "h AM", "HH", "H", "hh:mmAM", "hh:mm AM", "HH:mm:ss", "h:mm:ssAM", "mm"];

    /// <summary>Pieces of the working set.</summary>
    /// <param name="moment">A moment read from a column.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="task">Examples.</param>
    /// <param name="working">Positions of the working set.</param>
    /// <param name="targets">Its targets.</param>
    public static IEnumerable<Piece> Of(Pipe moment, string column, LearningTask task, int[] working, IReadOnlyList<string> targets)
    {
        if (!targets.All(static t => t.Any(char.IsAsciiDigit)) || ExampleCheck.Run(moment.Expression, task, working) is not { } moments) yield break;
        int?[] minutes = [.. moments.Select(static m => m is DateTime at ? at.Hour * 60 + at.Minute : (int?)null)];
        if (minutes[..targets.Count].Any(static m => m is null)) yield break;
        foreach (var size in Sizes)
        {
            foreach (var phase in size % 2 == 0 ? (int[])[0, size / 2] : [0])
            {
                // From the slot's begin to any end that is told in its own steps or in tens of minutes.
                foreach (var offset in Offsets(size))
                {
                    int?[] begins = [.. minutes.Select(m => m is { } at ? ((at + phase) / size * size - phase + offset.Minutes + Day) % Day : (int?)null)];
                    foreach (var format in Formats)
                    {
                        if (offset.Seconds != 0 != format.Contains("ss", StringComparison.Ordinal)) continue;
                        string?[] texts = [.. begins.Select(b => b is { } at ? Write(at, offset.Seconds, format) : null)];
                        if (texts.Zip(targets).Any(static p => p.First is { } text && !p.Second.Contains(text, StringComparison.Ordinal))) continue;
                        var (step, shift, written, all) = (size, phase, format, offset);
                        yield return new Piece(texts, 30 + (phase == 0 ? 0 : 6) + all.Cost + (format.Length > 2 ? 0 : 6), column, false, () => Build(moment, step, shift, all.Minutes, all.Seconds).DateFormat(written));
                    }
                }
            }
        }
    }

    private static IEnumerable<(int Minutes, int Seconds, int Cost)> Offsets(int size)
    {
        yield return (0, 0, 0);
        yield return (size, 0, 2);
        yield return (size - 1, 0, 4);
        yield return (size - 1, 59, 6);
        foreach (var end in (int[])[30, 50, 60, 80, 90, 110, 120])
        {
            if (end != size && end != size - 1) yield return (end, 0, 8);
        }
    }

    private static string Write(int minute, int second, string format)
    {
        var at = new DateTime(2000, 1, 1).AddMinutes(minute).AddSeconds(second);
        return at.ToString(format switch { "h:mmAM" => "h:mmtt", "h:mm AM" => "h:mm tt", "hAM" => "htt", "h AM" => "h tt", "H" => "%H", "hh:mmAM" => "hh:mmtt", "hh:mm AM" => "hh:mm tt", "h:mm:ssAM" => "h:mm:sstt", _ => format }, CultureInfo.InvariantCulture);
    }

    // Minutes since midnight, less what is over the slot, read back as seconds since 1970.
    private static Pipe Build(Pipe moment, int size, int phase, int minutes, int seconds)
    {
        var hours = moment.DateFormat("HH").TypeCast(ColumnType.Int64).SafeMath(MathFunction.Mul, Number(60), ColumnType.Int64);
        var all = hours.SafeMath(MathFunction.Add, moment.DateFormat("mm").TypeCast(ColumnType.Int64), ColumnType.Int64);
        if (phase > 0) all = all.SafeMath(MathFunction.Add, Number(phase), ColumnType.Int64);
        var begin = all.SafeMath(MathFunction.Sub, all.SafeMath(MathFunction.Mod, Number(size), ColumnType.Int64, onZero: ZeroRule.Error), ColumnType.Int64);
        // A day more, so that a slot begun before midnight has no negative time; the time of day is the same.
        var shift = minutes - phase + (phase > minutes ? Day : 0);
        if (shift != 0) begin = begin.SafeMath(MathFunction.Add, Number(shift), ColumnType.Int64);
        var time = begin.SafeMath(MathFunction.Mul, Number(60), ColumnType.Int64);
        if (seconds > 0) time = time.SafeMath(MathFunction.Add, Number(seconds), ColumnType.Int64);
        return time.TypeCast(ColumnType.Text).DateParse("EPOCH_SECONDS", DateTarget.Timestamp);
    }

    private static Pipe Number(int value) => NumberWriter.Constant(new Fraction(value, 1)).Pipe;
}
