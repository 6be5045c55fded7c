namespace Lumos.Core.Policy.Masking;

/// <summary>What masking does to a value. None of them can be undone without the key, and only a token or a kept format tells equal values apart from others.</summary>
internal enum MaskMethod
{
    /// <summary>Layout and a few characters stay, by kind.</summary>
    Partial,

    /// <summary>The name of the kind in brackets.</summary>
    Redact,

    /// <summary>Letters and digits replaced by others of their kind, keyed; check digits of cards hold.</summary>
    FormatPreserving,

    /// <summary>A keyed token, the same for the same value.</summary>
    Token,

    /// <summary>A coarser value: decade, year, first digits, network.</summary>
    Generalize,

    /// <summary>Dates moved by a keyed number of days, the same for all dates; distances between them stay.</summary>
    ShiftDate,
}
