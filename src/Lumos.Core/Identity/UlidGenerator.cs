using System.Security.Cryptography;

namespace Lumos.Core.Identity;

/// <summary>
/// Makes ULIDs: 26 characters, 48 bits of milliseconds then 80 random bits, sortable by time. Within one millisecond the random
/// part counts up, so ids of one generator always ascend. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="fillRandom">Source of the random bits; null for the system's cryptographic one.</param>
internal sealed class UlidGenerator(TimeProvider time, Action<Span<byte>>? fillRandom = null)
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private readonly Action<Span<byte>> _fillRandom = fillRandom ?? (static bytes => RandomNumberGenerator.Fill(bytes));
    private readonly Lock _gate = new();
    private long _lastMilliseconds = -1;
    private UInt128 _lastRandom;

    /// <summary>The next id, greater than all before it.</summary>
    public string Next()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (now > _lastMilliseconds)
            {
                _lastMilliseconds = now;
                Span<byte> bytes = stackalloc byte[10];
                _fillRandom(bytes);
                _lastRandom = 0;
                foreach (var value in bytes) _lastRandom = (_lastRandom << 8) | value;
            }
            else if (++_lastRandom >> 80 != 0)
            {
                // The random part is used up, or the clock stood still for very long: borrow from the next millisecond.
                _lastMilliseconds++;
                _lastRandom = 0;
            }

            return Write(_lastMilliseconds, _lastRandom);
        }
    }

    /// <summary>Whether the text is a ULID in its canonical upper-case spelling.</summary>
    public static bool IsValid(string? text)
    {
        if (text is not { Length: 26 } || text[0] > '7') return false;
        foreach (var character in text)
        {
            if (!Alphabet.Contains(character)) return false;
        }

        return true;
    }

    private static string Write(long milliseconds, UInt128 random)
    {
        var value = ((UInt128)(ulong)milliseconds << 80) | random;
        return string.Create(26, value, static (text, rest) =>
        {
            for (var i = text.Length - 1; i >= 0; i--)
            {
                text[i] = Alphabet[(int)(uint)(rest & 31)];
                rest >>= 5;
            }
        });
    }
}
