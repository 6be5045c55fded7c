namespace Lumos.Core.Vocabulary;

/// <summary>Whether a value looks like the name of a person, by lists and by how it is written.</summary>
internal static partial class NameShapes
{
    private static readonly string[] Titles = ["mr", "mrs", "ms", "miss", "dr", "prof", "sir", "herr", "frau", "m", "mme", "mlle", "sr", "sra", "sig", "ir", "ing", "rev", "hon", "jr", "phd", "md", "ii", "iii", "shri", "smt", "sri", "adv"];
    private static readonly string[] Particles = ["de", "van", "von", "der", "den", "del", "della", "di", "da", "dos", "das", "do", "la", "le", "el", "al", "bin", "ibn", "ter", "ten", "zu", "zur", "af", "y", "e", "st", "mac", "mc", "du", "des"];
    private static readonly string[] CompanyWords = ["und", "and", "et", "gmbh", "inc", "llc", "ltd", "ag", "kg", "ohg", "se", "sa", "srl", "spa", "sas", "sarl", "bv", "nv", "ab", "oy", "as", "group", "sons", "hijos", "hermanos", "asociados", "fratelli", "bank", "co", "corp", "plc", "partners", "holding", "holdings", "kgaa", "stiftung", "ev", "salad", "table", "lamp", "chair"];
    // Family names of most Chinese, in both scripts (common knowledge), without those that are everyday words; ends of places and companies; family names of two characters.
    private const string HanFamilies = "王李张張刘劉陈陳杨楊赵趙吴吳周徐孙孫胡朱郭何罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾萧蕭蔡潘袁董余叶葉程魏苏蘇吕呂丁沈姚卢盧姜崔钟鍾谭譚陆陸汪范廖贾賈韦韋傅邹鄒熊孟秦邱侯江尹薛闫閻郝钱錢黎赖賴龚龔庞龐樊莫施翁顏颜柯詹莊庄游洪";
    private const string HanEnds = "市县縣区區镇鎮村里乡鄉省州路街楼樓店社厂廠校院局部港山河湖江海岛島寺庙廟";
    // Those that are everyday words too.
    private const string MoreHanFamilies = "黄黃林高马馬于方石金白夏田任戴史万段雷易武贺賀牛文常温康毛章安左乔喬";
    private const string HangulFamilies = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길";
    private const string HangulEnds = "시도군구읍면동리로길역점과부팀원사소실장료용기품일금중";
    private static readonly string[] HanPairs = ["欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "范姜", "張簡", "张简", "尉迟", "皇甫"];
    private static readonly string[] Colours = ["black", "white", "red", "green", "blue", "yellow", "brown", "gray", "grey", "orange", "purple", "pink", "silver", "gold", "violet", "amber"];

    /// <summary>A single given name of the list (a double name counts by its parts).</summary>
    public static bool IsFirstName(ReadOnlySpan<char> value) => ListShare(value, WordLists.FirstNames, 2);

    /// <summary>A single family name of the list, particles aside.</summary>
    public static bool IsLastName(ReadOnlySpan<char> value) => ListShare(value, WordLists.LastNames, 3);

    /// <summary>A given name, a family name or both.</summary>
    public static bool IsPersonName(ReadOnlySpan<char> value) => IsFirstName(value) || IsLastName(value) || IsFullName(value);

    /// <summary>Two to five name words of which at least one is a known given or family name, and nothing that is no name word.</summary>
    public static bool IsFullName(ReadOnlySpan<char> value)
    {
        value = WithoutNumber(value);
        if (value.Length is < 3 or > 60) return false;
        if (IsInitialsAndFamily(value) || IsHan(value) || IsHangul(value) || IsSpacedHan(value)) return true;
        value = WithoutDegrees(value);
        if (EndsInLegalForm(value)) return false;
        // "Cash - Savings" names an account.
        if (value.Contains(" - ", StringComparison.Ordinal)) return false;
        // "Ana Lima (new)": what stands in brackets is no part of the name.
        if (value[^1] == ')' && value.LastIndexOf('(') is > 3 and var bracket) value = value[..bracket].TrimEnd();
        int words = 0, first = 0, last = 0;
        foreach (var range in value.SplitAny(" ,."))
        {
            var word = value[range].Trim();
            if (word.Length == 0 || word is "-") continue;
            if (!IsNameWord(word)) return false;
            var folded = TextFolding.Fold(word.ToString());
            if (Titles.AsSpan().Contains(folded) || Particles.AsSpan().Contains(folded)) continue;
            if (Colours.AsSpan().Contains(folded) && words == 0) return false;
            words++;
            if (WordLists.FirstNames.Contains(folded) || folded.Contains('-') && WordLists.FirstNames.Contains(folded[..folded.IndexOf('-')])) first++;
            else if (WordLists.LastNames.Contains(folded) || FamilyEndings.Fit(folded)) last++;
        }

        return words is >= 2 and <= 5 && (first > 0 || last > 0) && first + last >= words / 2;
    }

    /// <summary>A full name with a known given name in it and no word of a company.</summary>
    public static bool IsGivenAndFamily(ReadOnlySpan<char> value)
    {
        value = WithoutNumber(value);
        if (!IsFullName(value) || value.ContainsAny("&/0123456789")) return false;
        var given = IsInitialsAndFamily(value) || IsHan(value) || IsHangul(value) || IsSpacedHan(value);
        foreach (var range in value.SplitAny(" ,.-"))
        {
            var word = value[range];
            if (word.Length < 2) continue;
            var folded = TextFolding.Fold(word.ToString());
            if (CompanyWords.AsSpan().Contains(folded)) return false;
            given |= WordLists.FirstNames.Contains(folded);
        }

        return given;
    }

    /// <summary>Three Chinese characters, or four behind a family name of two, of which the first is a common family name that is hardly a word.</summary>
    public static bool IsHan(ReadOnlySpan<char> value)
    {
        if (value.Length is not (3 or 4) || value.IndexOfAnyExceptInRange('\u4e00', '\u9fff') >= 0) return false;
        return value.Length == 3 ? HanFamilies.Contains(value[0]) && !HanEnds.Contains(value[2]) : HanPairs.AsSpan().Contains(value[..2].ToString());
    }

    /// <summary>Two to four Chinese characters that begin with a family name and end in no word for a place or a house: a name, in a column of such.</summary>
    public static bool MayBeHan(ReadOnlySpan<char> value) =>
        value.Length is >= 2 and <= 4 && value.IndexOfAnyExceptInRange('\u4e00', '\u9fff') < 0 && (HanFamilies.Contains(value[0]) || MoreHanFamilies.Contains(value[0]) || value.Length > 2 && HanPairs.AsSpan().Contains(value[..2].ToString())) && !HanEnds.Contains(value[^1]);

    /// <summary>Whether the first syllable is a common Korean family name.</summary>
    public static bool BeginsAsHangulName(ReadOnlySpan<char> value) => value.Length > 0 && HangulFamilies.Contains(value[0]);

    /// <summary>Three Korean syllables of which the first is a common family name and the last no ending of a place.</summary>
    public static bool IsHangul(ReadOnlySpan<char> value) => value.Length == 3 && value.IndexOfAnyExceptInRange('\uac00', '\ud7a3') < 0 && HangulFamilies.Contains(value[0]) && !HangulEnds.Contains(value[2]);

    /// <summary>One to three initials with their dots, and one or two words of name letters before or behind them: "H. Berg", "Berg, H. J.".</summary>
    public static bool IsInitialsAndFamily(ReadOnlySpan<char> value)
    {
        int initials = 0, words = 0;
        foreach (var range in value.SplitAny(" ,"))
        {
            var word = value[range];
            if (word.Length == 0 || word is "-") continue;
            var at = 0;
            while (at + 1 < word.Length && char.IsUpper(word[at]) && word[at + 1] == '.') at += 2;
            if (at > 0) initials += at / 2;
            var rest = word[at..];
            if (rest.Length == 0) continue;
            if (rest.Length < 3 || !char.IsUpper(rest[0]) || !char.IsLower(rest[1]) || !IsNameWord(rest)) return false;
            words++;
        }

        return initials is >= 1 and <= 3 && words is 1 or 2;
    }

    /// <summary>Two or more whole names, with semicolons, bars or commas between them, in brackets and quotes or not.</summary>
    public static bool IsNameList(ReadOnlySpan<char> value)
    {
        if (value.Length is < 9 or > 2000) return false;
        // A list that a program wrote: ['Anna Holm', 'Ben Okoro'].
        var quoted = value[0] == '[' && value[^1] == ']' && value.ContainsAny("'\"");
        if (quoted) value = value[1..^1];
        var mark = value.ContainsAny(";|") ? ";|" : ",";
        int names = 0, others = 0;
        foreach (var range in quoted ? value.SplitAny("'\"") : value.SplitAny(mark))
        {
            var part = value[range].Trim(" ,");
            if (part.Length is 0 || quoted && part is "u") continue;
            // "Holm, Anna" is one name; its parts are single words.
            if (IsFullName(part)) names++;
            else others++;
        }

        return names >= (quoted || mark == ";|" ? 1 : 2) && names >= others;
    }

    /// <summary>A login made from a given name: a name word of the list with a dot, an underscore or digits behind it, and no blank.</summary>
    public static bool IsHandle(ReadOnlySpan<char> value)
    {
        if (value.Length is < 4 or > 40 || value.ContainsAny(" @/:,") || !value.ContainsAny("._-0123456789")) return false;
        var end = 0;
        while (end < value.Length && char.IsLetter(value[end])) end++;
        // PAT8 is a code.
        if (value.IndexOfAnyInRange('a', 'z') < 0) return false;
        // "diane-abbott" is made of a name; "Rose-Garden 12" and "may-2024" are not.
        if (end < value.Length && value[end] == '-' && (value.IndexOfAnyInRange('A', 'Z') >= 0 || value.ContainsAnyInRange('0', '9'))) return false;
        return end >= 3 && end < value.Length && WordLists.FirstNames.Contains(TextFolding.Fold(value[..end].ToString()));
    }

    /// <summary>A telephone number believed without a header: country prefix, trunk zero, brackets, or the North American 3-3-4.</summary>
    public static bool IsPhoneAlone(ReadOnlySpan<char> value)
    {
        var strength = ContactShapes.PhoneStrength(value);
        // 026/09/02 is a day in years of a reign.
        if (strength < 2 || value.Count('/') > 1) return false;
        if (strength == 3) return true;
        Span<char> bare = stackalloc char[24];
        var length = BareText.Strip(value, bare);
        if (length == 13 && Checksums.Gs1(bare[..13]) || length == 10 && Checksums.Mod11Descending(bare[..10]) && value.Count('-') == 3) return false;
        if (value[0] == '(') return true;
        if (value[0] == '0') return value.IndexOfAny('/', ' ', '-') is >= 2 and <= 6;
        // 3-3-4 with the same separator, neither group starting with 0 or 1.
        return value.Length == 12 && value[3] is '-' or '.' or ' ' && value[7] == value[3]
            && value[0] is >= '2' and <= '9' && value[4] is >= '2' and <= '9' && BareText.CountDigits(value) == 10;
    }

    private static bool ListShare(ReadOnlySpan<char> value, HashSet<string> list, int most)
    {
        if (value.Length is < 2 or > 40) return false;
        var folded = TextFolding.Fold(value.Trim().ToString());
        if (Colours.AsSpan().Contains(folded)) return false;
        if (list.Contains(folded)) return true;
        var words = folded.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= most && words.Length > 1 && Array.TrueForAll(words, w => list.Contains(w) || Particles.AsSpan().Contains(w)) && words.Any(list.Contains);
    }

    /// <summary>One to three words of letters, the first of them not in lower case.</summary>
    public static bool IsWrittenAsName(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (value.Length is 0 or > 60 || char.IsLower(value[0])) return false;
        var words = 0;
        foreach (var range in value.SplitAny(" ,."))
        {
            if (value[range].Length == 0) continue;
            if (!IsNameWord(value[range])) return false;
            words++;
        }

        return words is >= 1 and <= 3;
    }

    private static bool IsNameWord(ReadOnlySpan<char> word)
    {
        // McDonald and DiCaprio rise once inside a word; keys made of random letters rise all over.
        var rises = 0;
        for (var i = 1; i < word.Length; i++) rises += char.IsUpper(word[i]) && char.IsLower(word[i - 1]) ? 1 : 0;
        if (rises > 1) return false;
        foreach (var c in word)
        {
            if (!char.IsLetter(c) && c is not ('-' or '\'' or '’' or '`' or '\u200c' or '\u200d') && char.GetUnicodeCategory(c) is not (System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark)) return false;
        }

        return true;
    }
}
