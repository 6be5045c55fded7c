namespace Lumos.Core.Analysis.Duplicates;

/// <summary>Texts that are told apart by a number: <c>user17</c> and <c>user18</c>, <c>unit4</c> and <c>unit14</c>. Who numbers things means different ones.</summary>
internal static class NumberedNames
{
    /// <summary>Whether two texts differ in their digits and in nothing else.</summary>
    public static bool Differ(string one, string other)
    {
        if (one == other || !one.AsSpan().ContainsAnyInRange('0', '9') || !other.AsSpan().ContainsAnyInRange('0', '9')) return false;
        var (i, j) = (0, 0);
        while (true)
        {
            while (i < one.Length && char.IsAsciiDigit(one[i])) i++;
            while (j < other.Length && char.IsAsciiDigit(other[j])) j++;
            if (i == one.Length || j == other.Length) return i == one.Length && j == other.Length;
            if (one[i++] != other[j++]) return false;
        }
    }
}
