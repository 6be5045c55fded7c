using System.Buffers;
using System.Text;

namespace Lumos.Core.Pii;

/// <summary>Finds personal data in free text: one pass, no regular expressions, allocates for findings only. Stateless, so safe to share.</summary>
internal static class PiiText
{
    /// <summary>Findings in order, none overlapping another.</summary>
    public static IReadOnlyList<PiiFinding> Find(ReadOnlySpan<char> text)
    {
        List<PiiFinding> found = [];
        Find(text, found);
        return found;
    }

    /// <summary>Adds the findings of a text to a list, which is emptied first.</summary>
    public static void Find(ReadOnlySpan<char> text, List<PiiFinding> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        found.Clear();
        if (SmallLetters.Are(text)) FindInSmallLetters(text, found);
        else Scan(text, found);
    }

    private static void FindInSmallLetters(ReadOnlySpan<char> text, List<PiiFinding> found)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            Scan(SmallLetters.Raise(text, buffer) ? buffer.AsSpan(0, text.Length) : text, found);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static void Scan(ReadOnlySpan<char> text, List<PiiFinding> found)
    {
        new TextScanner(text, found, stackalloc ContextWord[ContextWords.Kept]).Run();
        new SpokenSecrets(text, found).Run();
        new RelatedNames(text, found).Run();
    }

    /// <summary>Findings in UTF-8 text; offsets are those of the text in UTF-16.</summary>
    public static void FindUtf8(ReadOnlySpan<byte> text, List<PiiFinding> found)
    {
        var buffer = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(text.Length));
        try
        {
            Find(buffer.AsSpan(0, Encoding.UTF8.GetChars(text, buffer)), found);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer, clearArray: true);
        }
    }
}
