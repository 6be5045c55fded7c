using System.Buffers.Text;

namespace Lumos.Testing.Data;

/// <summary>
/// A seeded generator of order exports as a shop would hand them over: 13 columns, about 136 bytes a row, messy on purpose.
/// The same options give the same bytes on every machine.
/// </summary>
/// <remarks>
/// Columns: order_id, first_name, last_name, email, phone, created (MM/DD/YYYY), birth_date (YYYY-MM-DD), weight_lb, price,
/// quantity, country, status, address (street;city;postal code). Names carry stray blanks, mixed case and letters outside ASCII;
/// some fields are empty. Bad rows hold a date or a number that is none.
/// </remarks>
public sealed class CustomerOrdersCsv
{
    /// <summary>Names of the columns, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["order_id", "first_name", "last_name", "email", "phone", "created", "birth_date", "weight_lb", "price", "quantity", "country", "status", "address"];

    /// <summary>Data rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Seed of every choice. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Bad rows in a million. Default 200.</summary>
    public int BadRowsPerMillion { get; init; } = 200;

    /// <summary>Rows in a million that repeat the row before them, key and all. Default 50.</summary>
    public int RepeatedRowsPerMillion { get; init; } = 50;

    /// <summary>Writes the header and the rows as UTF-8 with line feeds.</summary>
    public async Task WriteAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var buffer = new byte[1 << 20];
        var length = 0;
        Append(buffer, ref length, System.Text.Encoding.ASCII.GetBytes(string.Join(',', Columns) + "\n"));
        for (long row = 0; row < Rows; row++)
        {
            if (length > buffer.Length - 1024)
            {
                await destination.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                length = 0;
            }

            WriteRow(row, buffer, ref length);
        }

        await destination.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private void WriteRow(long row, byte[] buffer, ref int length)
    {
        var dice = new Dice(Seed, (ulong)row);
        if (row > 0 && dice.Below(1_000_000) < RepeatedRowsPerMillion)
        {
            row--;
            dice = new Dice(Seed, (ulong)row);
            dice.Below(1_000_000);
        }

        var bad = dice.Below(1_000_000) < BadRowsPerMillion ? 1 + dice.Below(3) : 0;
        var first = Words.First[dice.Below(Words.First.Length)];
        var last = Words.Last[dice.Below(Words.Last.Length)];
        var mess = dice.Below(8);

        Number(buffer, ref length, row + 1);
        Comma(buffer, ref length);
        if (mess == 0) Append(buffer, ref length, "  "u8);
        Append(buffer, ref length, first);
        if (mess == 1) Append(buffer, ref length, "  "u8);
        Comma(buffer, ref length);
        Append(buffer, ref length, last);
        if (mess == 2) Append(buffer, ref length, "   Jr"u8);
        Comma(buffer, ref length);

        // E-mail: sometimes shouted, sometimes absent.
        if (dice.Below(50) != 0)
        {
            Append(buffer, ref length, mess == 3 ? "USER"u8 : "user"u8);
            Number(buffer, ref length, dice.Below(9_000_000) + 1_000_000);
            Append(buffer, ref length, Words.Domains[dice.Below(Words.Domains.Length)]);
        }

        Comma(buffer, ref length);
        Append(buffer, ref length, "+1 ("u8);
        Digits(buffer, ref length, 200 + dice.Below(790), 3);
        Append(buffer, ref length, ") "u8);
        Digits(buffer, ref length, 200 + dice.Below(790), 3);
        buffer[length++] = (byte)'-';
        Digits(buffer, ref length, dice.Below(10_000), 4);
        Comma(buffer, ref length);

        Digits(buffer, ref length, bad == 1 ? 13 : 1 + dice.Below(12), 2);
        buffer[length++] = (byte)'/';
        Digits(buffer, ref length, 1 + dice.Below(28), 2);
        buffer[length++] = (byte)'/';
        Digits(buffer, ref length, 2015 + dice.Below(10), 4);
        Comma(buffer, ref length);

        Digits(buffer, ref length, 1940 + dice.Below(65), 4);
        buffer[length++] = (byte)'-';
        Digits(buffer, ref length, 1 + dice.Below(12), 2);
        buffer[length++] = (byte)'-';
        Digits(buffer, ref length, 1 + dice.Below(28), 2);
        Comma(buffer, ref length);

        Number(buffer, ref length, 80 + dice.Below(200));
        buffer[length++] = (byte)'.';
        Digits(buffer, ref length, dice.Below(10), 1);
        Comma(buffer, ref length);

        if (bad == 2) Append(buffer, ref length, "n/a"u8);
        else
        {
            Number(buffer, ref length, 1 + dice.Below(900));
            buffer[length++] = (byte)'.';
            Digits(buffer, ref length, dice.Below(100), 2);
        }

        Comma(buffer, ref length);
        if (bad == 3) Append(buffer, ref length, "two"u8);
        else Number(buffer, ref length, 1 + dice.Below(12));
        Comma(buffer, ref length);

        Append(buffer, ref length, Words.Countries[dice.Below(Words.Countries.Length)]);
        Comma(buffer, ref length);
        buffer[length++] = Words.Statuses[dice.Below(Words.Statuses.Length)];
        Comma(buffer, ref length);

        Number(buffer, ref length, 1 + dice.Below(9_999));
        buffer[length++] = (byte)' ';
        Append(buffer, ref length, Words.Streets[dice.Below(Words.Streets.Length)]);
        buffer[length++] = (byte)';';
        Append(buffer, ref length, Words.Cities[dice.Below(Words.Cities.Length)]);
        buffer[length++] = (byte)';';
        Digits(buffer, ref length, dice.Below(100_000), 5);
        buffer[length++] = (byte)'\n';
    }

    private static void Comma(byte[] buffer, ref int length) => buffer[length++] = (byte)',';

    private static void Append(byte[] buffer, ref int length, ReadOnlySpan<byte> text)
    {
        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }

    private static void Number(byte[] buffer, ref int length, long value)
    {
        Utf8Formatter.TryFormat(value, buffer.AsSpan(length), out var written);
        length += written;
    }

    private static void Digits(byte[] buffer, ref int length, int value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            buffer[length + i] = (byte)('0' + (value % 10));
            value /= 10;
        }

        length += count;
    }

    /// <summary>SplitMix64 started from seed and row, so that a row does not depend on the ones before it.</summary>
    private struct Dice(ulong seed, ulong row)
    {
        private ulong _state = (seed * 0x9E3779B97F4A7C15UL) ^ (row * 0xD1B54A32D192ED03UL);

        public int Below(int limit)
        {
            _state += 0x9E3779B97F4A7C15UL;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            z ^= z >> 31;
            return (int)(((z >> 32) * (ulong)limit) >> 32);
        }
    }

    private static class Words
    {
        public static readonly byte[][] First = Bytes("Anna", "JAMES", "Maria", "wei", "José", "Fatima", "Olga", "Søren", "Liam", "Noor", "Ines", "Kofi", "Yuki", "Paul", "Zoë", "Emma");

        public static readonly byte[][] Last = Bytes("Miller", "GARCIA", "Nguyen", "O'Neil", "Müller", "Kowalski", "Haddad", "Smith", "Yamamoto", "Okafor", "Rossi", "Novák", "Fernandes", "Larsen", "Kim", "Brown");

        public static readonly byte[][] Domains = Bytes("@example.com", "@mail.example.org", "@Shop.Example.net", "@example.co.uk");

        public static readonly byte[][] Countries = Bytes("US", "us", "DE", "FR", "fr", "GB", "JP", "BR");

        public static readonly byte[] Statuses = "AIPX"u8.ToArray();

        public static readonly byte[][] Streets = Bytes("Main Street", "Oak Avenue", "Station Road", "Church Lane", "Mill Road", "Park View", "High Street", "River Walk");

        public static readonly byte[][] Cities = Bytes("Springfield", "Riverside", "Greenville", "Fairview", "Bristol", "Lyon", "Köln", "Osaka");

        private static byte[][] Bytes(params string[] words) => [.. words.Select(System.Text.Encoding.UTF8.GetBytes)];
    }
}
