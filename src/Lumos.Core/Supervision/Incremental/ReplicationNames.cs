using System.Security.Cryptography;
using System.Text;

namespace Lumos.Core.Supervision.Incremental;

/// <summary>Names of the slots that keep a server's changes for a job.</summary>
internal static class ReplicationNames
{
    /// <summary>What a slot's name is made of.</summary>
    public const string SlotForm = "a name of up to 63 small letters, digits and underscores";

    private const int MostCharacters = 63;
    private const string Prefix = "lumos_";

    /// <summary>Whether a text may be the name of a slot.</summary>
    public static bool IsSlot(string text) => text.Length is > 0 and <= MostCharacters && text.All(IsCharacter);

    /// <summary>Name of the slot a run makes, its own and nobody else's.</summary>
    public static string SlotOf(string runId)
    {
        var text = runId.ToLowerInvariant();
        return IsSlot(Prefix + text) ? Prefix + text : Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(runId)))[..32];
    }

    private static bool IsCharacter(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_';
}
