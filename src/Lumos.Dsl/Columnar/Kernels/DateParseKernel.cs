using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Calendar;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>date_parse, and type_cast from text to date: the first format that fits.</summary>
internal sealed unsafe class DateParseKernel : Kernel
{
    private readonly int _input;
    private readonly DateReader[] _readers;
    private readonly int _failure;
    private readonly ZoneSteps? _zone;

    /// <param name="id">Place of the node's values in the frame.</param>
    /// <param name="input">The node read.</param>
    /// <param name="parse">Arguments.</param>
    /// <param name="failure">Number of the failure of a text that is no date.</param>
    public DateParseKernel(int id, int input, DateParse parse, int failure)
        : base(id, parse.Target == DateTarget.Date ? ValueForm.Day : ValueForm.Narrow)
    {
        _input = input;
        _readers = [.. parse.Formats.Select(format => DateReader.Of(parse, format))];
        _failure = failure;
        _zone = parse.Zone is { } zone ? ZoneSteps.ToUtc(zone, parse.Ambiguous) : null;
    }

    private void ShiftToUtc(Frame frame, ulong* nulls)
    {
        var own = frame[Id];
        for (var i = 0; i < frame.Rows; i++)
        {
            if (BlockValues.IsNull(own.Nulls, i)) continue;
            var local = own.Narrow[i];
            if (Moments.TryShift(_zone!, local, out own.Narrow[i])) continue;
            own.Fail(i, _failure);
            own.Narrow[i] = 0;
        }
    }

    public override void Run(Frame frame)
    {
        var (text, own) = (frame[_input], frame[Id]);
        own.Inherit(text);
        var nulls = text.Nulls;
        var isDate = Form == ValueForm.Day;
        for (var i = 0; i < frame.Rows; i++)
        {
            int days = 0;
            long timeOfDay = 0;
            var found = BlockValues.IsNull(nulls, i);
            for (var k = 0; k < _readers.Length && !found; k++) found = _readers[k].TryRead(text.Pointers[i], text.Lengths[i], out days, out timeOfDay);
            if (!found)
            {
                own.Fail(i, _failure);
                (days, timeOfDay) = (0, 0);
            }

            if (isDate) own.Days[i] = days;
            else own.Narrow[i] = (days * Moments.MicrosecondsPerDay) + timeOfDay;
        }

        if (_zone is not null) ShiftToUtc(frame, nulls);
    }
}
