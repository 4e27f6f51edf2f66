package timer_test

import (
	"errors"
	"strings"
	"testing"

	"rostrum/timer"
)

// Names as people and States write them are whole, composed or not.
func TestNamesOfAllScripts(t *testing.T) {
	for says, name := range map[string]string{
		"French":                      "Côte d’Ivoire",
		"decomposed":                  "Co\u0302te d’Ivoire",
		"Vietnamese":                  "Nguyễn Thị Thuỷ",
		"Vietnamese, decomposed":      "Nguye\u0302\u0303n Thi\u0323 Đa\u0323\u0302ng O\u031b\u0323",
		"Arabic":                      "المملكة العربية السعودية",
		"Arabic with its vowels":      "مُحَمَّدٌ عَبْدُ اللَّٰهِ",
		"Arabic with a mark of order": "ليبيا\u200f (LBY)\u061c",
		"Persian":                     "می\u200cخواهم",
		"Hindi":                       "संयुक्त राष्ट्र में श्री ज़ैल सिंह",
		"Bengali":                     "বাংলাদেশ শেখ মুজিবুর রহমান",
		"Tamil":                       "ஸ்ரீமதி ரோஸ்",
		"Sinhala":                     "ශ්\u200dරී ලංකා",
		"Thai":                        "น้ำทิพย์ ปู่ย่า ตั้งอยู่ที่นี่",
		"Lao":                         "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ",
		"Khmer":                       "ព្រះរាជាណាចក្រកម្ពុជា ស្ត្រី",
		"Burmese":                     "ပြည်ထောင်စု မြို့ ကျွန်ုပ်",
		"Tibetan":                     "བསྒྲུབས་རྒྱུད། སྤྲུལ་སྐུ",
		"Hebrew with points":          "יְרוּשָׁלַ֔ם שָׁלוֹם",
		"Chinese":                     "中国",
		"Korean, decomposed":          "대한민국",
		"Yoruba":                      "Ọ̀ṣẹ́ Ẹ̀kó",
		"an emoji":                    "room 1\ufe0f\u20e3",
		"as many marks as may be":     "a" + strings.Repeat("\u0301", timer.MostMarks) + "b" + strings.Repeat("\u0323", timer.MostMarks),
	} {
		if err := timer.CheckText("speaker", name, timer.MaxName, true); err != nil {
			t.Errorf("%s: %q: %v", says, name, err)
		}
	}
}

func TestTextRefused(t *testing.T) {
	pile := strings.Repeat("\u0335", timer.MostMarks+1)
	for _, c := range []struct{ says, text, why string }{
		{"a line break", "a\nb", "unshowable-character"},
		{"a control of the upper half", "a\u0085b", "unshowable-character"},
		{"what is not UTF-8", "a\xffb", "unshowable-character"},
		{"a lost character", "a\ufffdb", "unshowable-character"},
		{"an embedding", "a\u202ab", "unshowable-character"},
		{"an override", "a\u202e", "unshowable-character"},
		{"an isolate", "\u2066a\u2069", "unshowable-character"},
		{"the end of one", "a\u2069", "unshowable-character"},
		{"a pile of marks", "Z" + pile, "unshowable-character"},
		{"one of several kinds", "Z\u0300\u0323\u20dd\u0488\u0338\u034f", "unshowable-character"},
		{"one with what is not seen between", "Z\u0300\u200d\u0300\u200d\u0300\u200c\u0300\u200b\u0300\u00ad\u0300", "unshowable-character"},
		{"one over nothing", pile, "unshowable-character"},
		{"nothing", "", "empty"},
		{"nothing to be seen", " \u00a0\u200b", "empty"},
		{"too much", strings.Repeat("é", 201), "too-long"},
	} {
		err := timer.CheckText("speaker", c.text, 200, true)
		var refusal *timer.Refusal
		if !errors.As(err, &refusal) || refusal.Why != c.why || refusal.Field != "speaker" || !errors.Is(err, timer.ErrInvalid) {
			t.Errorf("%s: %v; want %s", c.says, err, c.why)
		}
	}
	if err := timer.CheckText("speaker", "", 200, false); err != nil {
		t.Errorf("nothing where nothing is needed: %v", err)
	}
}
