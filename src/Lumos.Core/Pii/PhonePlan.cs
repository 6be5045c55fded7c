using System.Collections.Frozen;
using System.Globalization;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

/// <summary>Numbering plans of the world: which numbers of digits a country calling code allows.</summary>
internal static class PhonePlan
{
    // One bit per allowed length of the national number.
    private static readonly FrozenDictionary<int, (uint Lengths, string Country)> Plans = Read();

    /// <summary>Whether the digits behind a plus sign are a number of an existing plan; the country is empty for plans of no country.</summary>
    public static bool IsInternational(ReadOnlySpan<char> digits, out string country)
    {
        country = "";
        if (digits.Length is < 7 or > 16 || digits[0] == '0') return false;
        for (var length = 1; length <= 3; length++)
        {
            var code = int.Parse(digits[..length], NumberStyles.None, CultureInfo.InvariantCulture);
            if (!Plans.TryGetValue(code, out var plan)) continue;
            country = plan.Country;
            var national = digits[length..];
            // A trunk zero in brackets, +44 (0)20, is counted by those who write it.
            if (national.Length > 1 && national[0] == '0' && code is not (39 or 225 or 242)) national = national[1..];
            if (national.Length > 31 || (plan.Lengths >> national.Length & 1) == 0) return false;
            return !Checksums.IsRepdigit(national);
        }

        return false;
    }

    /// <summary>Ten digits of the North American plan: area code and exchange start with 2 to 9.</summary>
    public static bool IsNorthAmerican(ReadOnlySpan<char> digits) =>
        digits.Length == 10 && digits[0] is >= '2' and <= '9' && digits[3] is >= '2' and <= '9' && !(digits[1] == '1' && digits[2] == '1') && !Checksums.IsRepdigit(digits);

    private static FrozenDictionary<int, (uint, string)> Read()
    {
        Dictionary<int, (uint, string)> plans = [];
        foreach (var line in RuleData.Lines("phone_plans.txt"))
        {
            var parts = line.Split(':');
            uint lengths = 0;
            foreach (var range in parts[1].Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                var ends = range.Split('-');
                var (from, to) = (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
                for (var n = from; n <= to; n++) lengths |= 1u << n;
            }

            plans[int.Parse(parts[0], CultureInfo.InvariantCulture)] = (lengths, parts[3]);
        }

        return plans.ToFrozenDictionary();
    }
}
