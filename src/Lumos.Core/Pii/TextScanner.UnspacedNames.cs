using System.Buffers;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Pii;

internal ref partial struct TextScanner
{
    private const string NamedWhy = "the words in front introduce a person", HonoredWhy = "a form of address behind it";
    private const int LongestKanaName = 12, LongestHanName = 6;

    // First characters of the forms of address that stand behind a name in Japanese, Chinese and Korean.
    private static readonly SearchValues<char> Honors = SearchValues.Create("様さ殿先女小叫申님씨");
    private static readonly string[] ChineseHonors = ["先生", "女士", "小姐", "老师", "老師"];

    // Words for a name, in front of a colon.
    private static readonly string[] NameLabels =
    [
        "姓名", "名字", "客户姓名", "患者", "患者姓名", "联系人", "聯絡人", "收件人", "收货人", "持卡人", "申请人", "申請人", "氏名", "お名前", "名前", "患者名", "患者氏名", "担当者", "顧客名", "宛名", "受取人", "契約者", "이름", "성명", "성함", "고객명", "환자명", "수령인", "받는 분", "예금주", "신청인", "담당자",
    ];

    // The same in scripts without capitals that do set blanks: the words behind the colon are the name.
    private static readonly string[] CaselessLabels = ["الاسم", "الاسم الكامل", "اسم المريض", "اسم العميل", "اسم الموظف", "الإسم", "שם", "שם מלא", "שם הלקוח", "שם המטופל", "नाम", "पूरा नाम", "ग्राहक का नाम", "मरीज का नाम", "نام", "نام و نام خانوادگی", "নাম", "பெயர்", "పేరు", "ชื่อ", "ชื่อ-นามสกุล", "ชื่อนามสกุล", "ชื่อลูกค้า", "ชื่อผู้ป่วย"];

    // Last characters of people by what they do, whom the same forms of address follow.
    private const string Roles = "者員员社店客主部課长長屋婦人民";

    private static bool IsHanChar(char c) => c is >= '\u4E00' and <= '\u9FFF' or '々';

    private static bool IsHangulChar(char c) => c is >= '\uAC00' and <= '\uD7A3';

    private static bool IsKana(char c) => c is >= '\u3041' and <= '\u30FF' and not '・';

    /// <summary>A form of address behind a name of a script that sets no blanks: 山田太郎様, 王小明先生, 홍길동 님.</summary>
    private void ReadHonored()
    {
        var (at, c) = (_at, _text[_at]);
        _at = at + 1;
        var end = CharAt(at - 1) is ' ' or '\u3000' ? at - 1 : at;
        var start = end;
        if (c is '님' or '씨')
        {
            while (start > _floor && end - start < 4 && IsHangulChar(CharAt(start - 1))) start--;
            if (end - start == 3 && _text[end - 1] != '자' && NameShapes.BeginsAsHangulName(_text[start..end])) Found(start, end, "person.full_name", 0.75, HonoredWhy);
            return;
        }

        if (c is '先' or '女' or '小')
        {
            if (end < at || !Array.Exists(ChineseHonors, StartsAt(at))) return;
            for (var length = 4; length >= 2; length--)
            {
                if (end - length < _floor || !NameShapes.MayBeHan(_text[(end - length)..end])) continue;
                Found(end - length, end, "person.full_name", 0.75, HonoredWhy);
                return;
            }

            return;
        }

        if (c == '叫')
        {
            // "我叫王小明": the name stands behind.
            if (CharAt(at - 1) is not ('我' or '名')) return;
            for (var length = 3; length >= 2; length--)
            {
                if (at + 1 + length > _text.Length || !NameShapes.MayBeHan(_text.Slice(at + 1, length)) || length == 2 && IsHanChar(CharAt(at + 3))) continue;
                Found(at + 1, at + 1 + length, "person.full_name", 0.8, NamedWhy);
                return;
            }

            return;
        }

        if (c == '申')
        {
            // "田中太郎と申します".
            if (CharAt(at - 1) != 'と' || CharAt(at + 1) != 'し') return;
            (start, end) = (at - 1, at - 1);
        }

        if (c == 'さ' && CharAt(at + 1) != 'ん') return;
        while (start > _floor && end - start <= LongestHanName && IsHanChar(CharAt(start - 1))) start--;
        if (start == end)
        {
            while (start > _floor && end - start <= LongestKanaName && CharAt(start - 1) is >= '\u30A1' and <= '\u30FF') start--;
        }

        if (end - start >= 2 && end - start <= LongestHanName && !Roles.Contains(_text[end - 1])) Found(start, end, "person.full_name", 0.75, HonoredWhy);
    }

    private readonly Predicate<string> StartsAt(int at)
    {
        var two = at + 1 < _text.Length ? new string(_text.Slice(at, 2)) : "";
        return honor => honor == two;
    }

    /// <summary>The name behind a label and a colon: 姓名：王小明, 성명: 홍길동.</summary>
    private bool ReadLabelledName(int mark)
    {
        var before = _text[Math.Max(0, mark - 8)..mark].TrimEnd();
        if (before.Length < 2 || before[^1] < '\u0590') return false;
        if (ReadCaselessName(mark)) return true;
        if (!UnspacedScripts.Contains(before[^1])) return false;
        var labelled = false;
        foreach (var label in NameLabels) labelled |= before.EndsWith(label);
        if (!labelled) return false;
        var start = mark + 1;
        while (start < _text.Length && _text[start] is ' ' or '\u3000') start++;
        var end = start;
        var blank = false;
        while (end < _text.Length && end - start <= LongestKanaName)
        {
            var c = _text[end];
            // Forms of address end the name.
            if (end > start + 1 && (c is '様' or '님' or '殿' || c == 'さ' && CharAt(end + 1) == 'ん' || Array.Exists(ChineseHonors, StartsAt(end)))) break;
            if (IsHanChar(c) || IsHangulChar(c) || IsKana(c) || c is '・' or '·') end++;
            else if (!blank && c is ' ' or '\u3000' && end > start && (IsHanChar(CharAt(end + 1)) || IsKana(CharAt(end + 1)))) (blank, end) = (true, end + 1);
            else break;
        }

        var letters = end - start;
        if (letters < 2 || letters > (IsKana(_text[start]) ? LongestKanaName : LongestHanName + 1)) return false;
        return Found(start, end, "person.full_name", 0.8, NamedWhy);
    }

    // "الاسم: محمد العلي", "שם מלא: דוד כהן", "ชื่อ: สมชาย ใจดี": words up to a mark or the end of the line.
    private bool ReadCaselessName(int mark)
    {
        const int Longest = 24, MostWords = 4, LongestName = 40;
        var before = _text[Math.Max(0, mark - Longest)..mark].TrimEnd();
        var labelled = false;
        foreach (var label in CaselessLabels) labelled |= before.EndsWith(label) && (before.Length == label.Length || !char.IsLetter(before[^(label.Length + 1)]));
        if (!labelled) return false;
        var start = mark + 1;
        while (CharAt(start) == ' ' && start < _text.Length) start++;
        var (end, words) = (start, 0);
        for (var at = start; words < MostWords && at < _text.Length && at - start < LongestName; at++)
        {
            if (char.IsLetter(_text[at]) && _text[at] >= '\u0590' || char.GetUnicodeCategory(_text[at]) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.Format)
            {
                if (end < at || end == start) words++;
                end = at + 1;
            }
            else if (_text[at] is not (' ' or '-' or '\'')) break;
        }

        return end - start >= 2 && Found(start, end, "person.full_name", 0.8, NamedWhy);
    }
}
