namespace Lumos.Core.Ingest.Profiling;

/// <summary>The shape of a cell packed into 32 bits, so that a column counts shapes in a short array. Two cells with the same code are written alike.</summary>
internal readonly record struct ShapeCode(uint Bits)
{
    private const int FlagShift = 9;

    [Flags]
    internal enum NumberFlags : uint
    {
        None = 0,
        Percent = 1,
        Parentheses = 2,
        TrailingMinus = 4,

        /// <summary>More than one digit and the first one is 0.</summary>
        LeadingZero = 8,

        /// <summary>Eight digits that are a day between 1900 and 2100 as YYYYMMDD.</summary>
        CompactDate = 16,

        /// <summary>Fourteen digits that are a moment as YYYYMMDDHHmmss.</summary>
        CompactMoment = 32,
    }

    public static ShapeCode Text => new(0);

    public ShapeKind Kind => (ShapeKind)(Bits & 0xF);

    // Null and bool: index of the token, value of the bool.
    public int Token => (int)((Bits >> 4) & 0xFF);

    public bool Truth => (Bits & (1u << 12)) != 0;

    // Number.
    public NumberForm Form => (NumberForm)((Bits >> 4) & 0x1F);

    public NumberFlags Flags => (NumberFlags)((Bits >> FlagShift) & 0x3F);

    /// <summary>1-based index of the currency; 0 for none.</summary>
    public int Currency => (int)((Bits >> 15) & 0x7F);

    // Date and timestamp.
    public DateOrder Order => (DateOrder)((Bits >> 4) & 0x7);

    public char Separator => "-/. ,\0"[(int)((Bits >> 7) & 0x7)];

    public bool ShortYear => (Bits & (1u << 10)) != 0;

    /// <summary>The first of day and month has one digit.</summary>
    public bool NarrowFirst => (Bits & (1u << 11)) != 0;

    /// <summary>The second of day and month has one digit.</summary>
    public bool NarrowSecond => (Bits & (1u << 12)) != 0;

    public OrderEvidence Evidence => (OrderEvidence)((Bits >> 13) & 0x3);

    public bool TimeBehindT => (Bits & (1u << 16)) != 0;

    public bool Seconds => (Bits & (1u << 17)) != 0;

    /// <summary>Digits of the fraction of a second, 0 to 9.</summary>
    public int Fraction => (int)((Bits >> 18) & 0xF);

    public ZoneForm Zone => (ZoneForm)((Bits >> 22) & 0x3);

    public bool NarrowHour => (Bits & (1u << 24)) != 0;

    /// <summary>Punctuation behind the day of "Feb 3, 2024".</summary>
    public bool CommaBehindDay => (Bits & (1u << 25)) != 0;

    /// <summary>A blank before AM, PM or the offset.</summary>
    public bool BlankBeforeZone => (Bits & (1u << 26)) != 0;

    /// <summary>Same way of writing, whatever the widths of day, month and hour and whatever they prove.</summary>
    public uint Family => Bits & ~((1u << 11) | (1u << 12) | (3u << 13) | (1u << 24));

    public static ShapeCode NullToken(int token) => new((uint)ShapeKind.Null | ((uint)token << 4));

    public static ShapeCode BoolWord(int token, bool truth) => new((uint)ShapeKind.Bool | ((uint)token << 4) | (truth ? 1u << 12 : 0));

    public static ShapeCode Number(NumberForm form, NumberFlags flags, int currency = 0) =>
        new((uint)ShapeKind.Number | ((uint)form << 4) | ((uint)flags << FlagShift) | ((uint)currency << 15));

    public static ShapeCode Day(DateOrder order, int separator, bool shortYear, bool narrowFirst, bool narrowSecond, OrderEvidence evidence, bool commaBehindDay = false) =>
        new((uint)ShapeKind.Date | ((uint)order << 4) | ((uint)separator << 7) | Bit(shortYear, 10) | Bit(narrowFirst, 11) | Bit(narrowSecond, 12) | ((uint)evidence << 13)
            | Bit(commaBehindDay, 25));

    public ShapeCode At(bool behindT, bool seconds, int fraction, ZoneForm zone, bool narrowHour, bool blankBeforeZone) =>
        new((Bits & ~0xFu) | (uint)ShapeKind.Timestamp | Bit(behindT, 16) | Bit(seconds, 17) | ((uint)fraction << 18) | ((uint)zone << 22) | Bit(narrowHour, 24) | Bit(blankBeforeZone, 26));

    private static uint Bit(bool value, int position) => value ? 1u << position : 0;
}
