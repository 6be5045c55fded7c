using System.Runtime.InteropServices;
using System.Text;

namespace Lumos.DuckDb.Native;

/// <summary>Text across the boundary. Broken UTF-16 is an error, never a replacement character.</summary>
internal static unsafe class Utf8Text
{
    internal static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 bytes with a closing NUL.</summary>
    internal static byte[] WithNul(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("The text holds U+0000, which cannot be passed here.", nameof(text));
        var bytes = new byte[Strict.GetByteCount(text) + 1];
        Strict.GetBytes(text, bytes);
        return bytes;
    }

    /// <summary>Text the engine keeps; null for a null pointer.</summary>
    internal static string? Read(byte* text) => text == null ? null : Marshal.PtrToStringUTF8((nint)text);

    /// <summary>Text the engine handed over, freed here.</summary>
    internal static string? Take(byte* text)
    {
        if (text == null) return null;
        var read = Marshal.PtrToStringUTF8((nint)text);
        Api.duckdb_free(text);
        return read;
    }
}
