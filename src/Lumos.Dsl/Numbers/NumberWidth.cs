namespace Lumos.Dsl.Numbers;

/// <summary>Integer width that holds every intermediate value of a computation.</summary>
internal enum NumberWidth
{
    /// <summary>64-bit signed.</summary>
    Int64,

    /// <summary>128-bit signed.</summary>
    Int128,
}
