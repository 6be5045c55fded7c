namespace Lumos.Dsl.Columnar.Calendar;

/// <summary>Jan to Dec.</summary>
internal static unsafe class MonthNames
{
    /// <summary>The names one after the other, three letters each.</summary>
    public static ReadOnlySpan<byte> Short => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    /// <summary>The month of three letters in any ASCII case; 0 when there is none.</summary>
    public static int Find(byte* letters)
    {
        for (var i = 0; i < 36; i += 3)
        {
            if (IsLetter(letters[0], Short[i]) && IsLetter(letters[1], Short[i + 1]) && IsLetter(letters[2], Short[i + 2])) return (i / 3) + 1;
        }

        return 0;
    }

    private static bool IsLetter(byte value, byte letter) => (value | 0x20) == (letter | 0x20);
}
