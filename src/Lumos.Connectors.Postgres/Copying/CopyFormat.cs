namespace Lumos.Connectors.Postgres.Copying;

/// <summary>Constants of the server's binary COPY format: a signature, flags, an extension of no length; then per row the number of fields and each field behind its length.</summary>
internal static class CopyFormat
{
    /// <summary>Length of a field that is NULL.</summary>
    public const int Null = -1;

    /// <summary>Number of fields that says there are no more rows.</summary>
    public const short End = -1;

    /// <summary>Days from 1970-01-01 to 2000-01-01, where the server counts from.</summary>
    public const int EpochDays = 10_957;

    /// <summary>The same in microseconds.</summary>
    public const long EpochMicroseconds = EpochDays * 86_400_000_000L;

    /// <summary>Header of a stream without options: the signature, flags, the length of an extension.</summary>
    public static ReadOnlySpan<byte> Header => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Bytes of the signature.</summary>
    public const int SignatureBytes = 11;
}
