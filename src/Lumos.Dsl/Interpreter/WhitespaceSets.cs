using Lumos.Dsl.Model;

namespace Lumos.Dsl.Interpreter;

/// <summary>The two fixed white-space sets, in code point order. All members are in the Basic Multilingual Plane.</summary>
internal static class WhitespaceSets
{
    /// <summary>U+0009 to U+000D and U+0020.</summary>
    public const string Ascii = "\t\n\v\f\r ";

    /// <summary>The 25 code points with the Unicode property White_Space.</summary>
    public const string Unicode = Ascii + "\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    public static string Of(WhitespaceSet set) => set == WhitespaceSet.Ascii ? Ascii : Unicode;
}
