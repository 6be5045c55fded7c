using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>Reads one date format.</summary>
internal abstract unsafe class DateReader
{
    /// <summary>Reads a whole text: the day since 1970 and the microseconds of the day.</summary>
    public abstract bool TryRead(byte* text, int length, out int days, out long timeOfDay);

    /// <summary>The reader of a format of date_parse.</summary>
    public static DateReader Of(DateParse parse, string format)
    {
        var pattern = DatePattern.Parse(format);
        return pattern.Number switch
        {
            null => new FieldReader(pattern, parse.Pivot ?? 0, parse.Language, parse.Fraction),
            { } number when number.IsEpoch() => new EpochReader(number, parse.Fraction),
            { } number => new SerialReader(number, parse.Target),
        };
    }
}
