namespace Lumos.Core.Vocabulary;

/// <summary>
/// Telephone numbers in bare digits, as whole columns of them are told from other numbers: a trunk zero and a digit behind it, or the
/// digits that mobile numbers of a land begin with (national numbering plans as published with ITU-T E.164).
/// </summary>
internal static class BarePhones
{
    private const double Nearly = 0.9;
    private const int FewOfRare = 4, FewOfCommon = 8;

    /// <summary>Whether the values, all of them digits, are such numbers. Asked beside persons only.</summary>
    public static bool Are(IReadOnlyList<KeyValuePair<string, int>> values)
    {
        int trunk = 0, brazil = 0, china = 0, russia = 0, india = 0;
        foreach (var (value, _) in values)
        {
            if (value.Length is >= 9 and <= 11 && value[0] == '0' && value[1] != '0') trunk++;
            else if (value.Length == 11 && value[0] == '1' && value[1] >= '3' && value[2] != '9') china++;
            else if (value.Length == 11 && value[0] is '7' or '8' && value[1] == '9' && value[2] != '9') russia++;
            else if (value.Length == 11 && value[0] != '0' && value[1] != '0' && value[2] == '9') brazil++;
            else if (value.Length == 10 && value[0] >= '6') india++;
        }

        var all = Nearly * values.Count;
        return trunk >= all || values.Count >= FewOfRare && (brazil >= all || china >= all || russia >= all) || values.Count >= FewOfCommon && india >= all;
    }
}
