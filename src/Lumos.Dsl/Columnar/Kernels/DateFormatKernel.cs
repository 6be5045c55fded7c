using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Calendar;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>date_format, and type_cast from date to text.</summary>
internal sealed unsafe class DateFormatKernel : Kernel
{
    private readonly int _input;
    private readonly DateWriter _writer;
    private readonly ZoneSteps? _zone;
    private readonly int _failure;

    /// <summary>type_cast.</summary>
    public DateFormatKernel(int id, int input, string format)
        : base(id, ValueForm.Text) => (_input, _writer) = (input, new(DatePattern.Parse(format), DateLanguage.English));

    /// <summary>date_format.</summary>
    /// <param name="id">Place of the node's values in the frame.</param>
    /// <param name="input">The node read.</param>
    /// <param name="format">Arguments.</param>
    /// <param name="failure">Number of the failure of a moment the zone has no time for.</param>
    public DateFormatKernel(int id, int input, DateFormat format, int failure)
        : base(id, ValueForm.Text)
    {
        _input = input;
        _writer = new(DatePattern.Parse(format.Format), format.Language);
        _zone = format.Zone is { } zone ? ZoneSteps.FromUtc(zone) : null;
        _failure = failure;
    }

    public override bool MakesBytes => true;

    public override bool Appends => true;

    public override void Run(Frame frame)
    {
        var (moment, own) = (frame[_input], frame[Id]);
        own.Inherit(moment);
        var to = own.Sink!.Reserve((long)frame.Rows * _writer.MaxBytes);
        var nulls = moment.Nulls;
        var isDate = moment.Form == ValueForm.Day;
        for (var i = 0; i < frame.Rows; i++)
        {
            own.Pointers[i] = to;
            if (!BlockValues.IsNull(nulls, i))
            {
                if (isDate) to = _writer.Write(to, moment.Days[i], 0);
                else if (_zone is null) to = Write(to, moment.Narrow[i]);
                else if (Moments.TryShift(_zone, moment.Narrow[i], out var local)) to = Write(to, local);
                else own.Fail(i, _failure);
            }

            own.Lengths[i] = (int)(to - own.Pointers[i]);
        }

        own.Sink.Advance(to);
    }

    private byte* Write(byte* to, long microseconds)
    {
        Moments.Split(microseconds, out var days, out var timeOfDay);
        return _writer.Write(to, days, timeOfDay);
    }
}
