using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Calendar;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>date_format, and type_cast from date to text.</summary>
internal sealed unsafe class DateFormatKernel(int id, int input, string format, DateLanguage language) : Kernel(id, ValueForm.Text)
{
    private readonly DateWriter _writer = new(DatePattern.Parse(format), language);

    public override bool MakesBytes => true;

    public override bool Appends => true;

    public override void Run(Frame frame)
    {
        var (moment, own) = (frame[input], frame[Id]);
        own.Inherit(moment);
        var to = own.Sink!.Reserve((long)frame.Rows * _writer.MaxBytes);
        var nulls = moment.Nulls;
        var isDate = moment.Form == ValueForm.Day;
        for (var i = 0; i < frame.Rows; i++)
        {
            own.Pointers[i] = to;
            if (!BlockValues.IsNull(nulls, i)) to = isDate ? _writer.Write(to, moment.Days[i], 0) : Write(to, moment.Narrow[i]);
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
