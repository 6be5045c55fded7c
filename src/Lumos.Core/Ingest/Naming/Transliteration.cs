using System.Collections.Frozen;
using System.Text;

namespace Lumos.Core.Ingest.Naming;

/// <summary>
/// Writes Latin letters with marks, Cyrillic and Greek in ASCII by a fixed table (the runtime knows no folding without culture data).
/// Other scripts stay as they are.
/// </summary>
internal static class Transliteration
{
    private const string Latin =
        "\u00e0a \u00e1a \u00e2a \u00e3a \u00e4ae \u00e5a \u0101a \u0103a \u0105a \u00e6ae \u00e7c \u0107c \u010dc \u0109c \u010bc \u010fd \u0111d \u00f0d \u00e8e \u00e9e \u00eae \u00ebe \u0113e \u0115e \u0117e \u0119e \u011be \u011fg \u0121g \u0123g \u0127h " +
        "\u00eci \u00edi \u00eei \u00efi \u012bi \u012fi \u0131i \u0137k \u013al \u013cl \u013el \u0142l \u00f1n \u0144n \u0146n \u0148n \u00f2o \u00f3o \u00f4o \u00f5o \u00f6oe \u00f8o \u014do \u0151o \u0153oe \u0155r \u0159r \u015bs \u0161s \u015fs \u0219s \u00dfss \u0163t \u0165t \u021bt \u00feth " +
        "\u00f9u \u00fau \u00fbu \u00fcue \u016bu \u016du \u016fu \u0171u \u0173u \u00fdy \u00ffy \u017az \u017ez \u017cz";

    private const string Cyrillic =
        "\u0430a \u0431b \u0432v \u0433g \u0434d \u0435e \u0451e \u0436zh \u0437z \u0438i \u0439y \u043ak \u043bl \u043cm \u043dn \u043eo \u043fp \u0440r \u0441s \u0442t \u0443u \u0444f \u0445kh \u0446ts \u0447ch \u0448sh \u0449shch \u044a \u044by \u044c \u044de \u044eyu \u044fya \u0456i \u0457yi \u0454ye \u0491g \u045eu";

    private const string Greek =
        "\u03b1a \u03aca \u03b2v \u03b3g \u03b4d \u03b5e \u03ade \u03b6z \u03b7i \u03aei \u03b8th \u03b9i \u03afi \u03cai \u03bak \u03bbl \u03bcm \u03bdn \u03bex \u03bfo \u03cco \u03c0p \u03c1r \u03c3s \u03c2s \u03c4t \u03c5y \u03cdy \u03c6f \u03c7ch \u03c8ps \u03c9o \u03ceo";

    private static readonly FrozenDictionary<char, string> Table = Make();

    /// <summary>The text with the letters of the table replaced; an upper-case letter keeps its case at its first letter.</summary>
    public static string ToAscii(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (c is >= '\u0300' and <= '\u036f') continue;
            var lower = char.ToLowerInvariant(c);
            if (c < 128 || !Table.TryGetValue(lower, out var ascii)) result.Append(c);
            else if (c == lower || ascii.Length == 0) result.Append(ascii);
            else result.Append(char.ToUpperInvariant(ascii[0])).Append(ascii.AsSpan(1));
        }

        return result.ToString();
    }

    private static FrozenDictionary<char, string> Make()
    {
        var table = new Dictionary<char, string>();
        foreach (var entry in $"{Latin} {Cyrillic} {Greek}".Split(' ')) table[entry[0]] = entry[1..];
        return table.ToFrozenDictionary();
    }
}
