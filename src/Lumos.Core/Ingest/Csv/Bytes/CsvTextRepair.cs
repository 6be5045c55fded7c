using System.Buffers;
using System.Text;

namespace Lumos.Core.Ingest.Csv.Bytes;

/// <summary>Makes valid text of bytes that are nearly UTF-8: stray bytes are read as Windows-1252, zero bytes become U+FFFD.</summary>
internal static class CsvTextRepair
{
    public static byte[] Repair(ReadOnlySpan<byte> value)
    {
        var repaired = new ArrayBufferWriter<byte>(value.Length + 16);
        while (value.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(value, out var rune, out var consumed);
            if (status == OperationStatus.Done && rune.Value != 0)
            {
                repaired.Write(value[..consumed]);
            }
            else if (status == OperationStatus.Done)
            {
                repaired.Write("\uFFFD"u8);
            }
            else
            {
                foreach (var b in value[..consumed]) Write(repaired, b);
            }

            value = value[consumed..];
        }

        return repaired.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> to, byte b)
    {
        Span<char> chars = stackalloc char[1];
        Western.GetChars([b], chars);
        if (chars[0] is >= '\u0080' and < '\u00a0') chars[0] = '\uFFFD';
        Span<byte> utf8 = stackalloc byte[4];
        to.Write(utf8[..Encoding.UTF8.GetBytes(chars, utf8)]);
    }

    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
}
