"""Names that Chinese and Latin texts spell differently: the first of a line stands for all of it.

Not complete: a name that is missing here is compared as it is written. A site adds its own with the setting
AI_DIGEST_SPELLINGS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINES = """
Google 谷歌
Microsoft 微软
Apple 苹果
Amazon 亚马逊
Meta Facebook 脸书
Nvidia NVIDIA 英伟达 辉达
Intel 英特尔
AMD 超威半导体
Qualcomm 高通
Broadcom 博通
TSMC 台积电
Samsung 三星
SK_Hynix SK海力士 海力士
Micron 美光
Tesla 特斯拉
SoftBank 软银
Sony 索尼
Oracle 甲骨文
Cisco 思科
Dell 戴尔
HP 惠普
Lenovo 联想
Huawei 华为
Alibaba 阿里巴巴 阿里
Alibaba_Cloud Aliyun 阿里云
Ant_Group 蚂蚁集团 蚂蚁
Tencent 腾讯
Baidu 百度
ByteDance 字节跳动 字节
Douyin 抖音
Doubao 豆包
Xiaomi 小米
Meituan 美团
JD.com JD 京东
NetEase 网易
Kuaishou 快手
Kling 可灵
Bilibili 哔哩哔哩 B站
iFlytek 科大讯飞 讯飞
SenseTime 商汤科技 商汤
Megvii 旷视科技 旷视
Zhipu Z.ai 智谱
Moonshot Moonshot_AI 月之暗面
MiniMax 稀宇科技 稀宇
StepFun 阶跃星辰 阶跃
DeepSeek 深度求索
Qwen 通义千问 千问
Tongyi 通义
Ernie 文心一言 文心
Hunyuan 混元
Ascend 昇腾
Kunpeng 鲲鹏
HarmonyOS 鸿蒙
Cambricon 寒武纪
Moore_Threads 摩尔线程
Biren 壁仞科技 壁仞
Unitree 宇树科技 宇树
UBTech 优必选
DJI 大疆
BYD 比亚迪
NIO 蔚来
XPeng 小鹏汽车 小鹏
Li_Auto 理想汽车
Horizon_Robotics 地平线机器人
Pony.ai 小马智行
WeRide 文远知行
Didi 滴滴
Netflix 奈飞 网飞
Disney 迪士尼
SAP 思爱普
Siemens 西门子
Bosch 博世
Toyota 丰田
Honda 本田
Hyundai 现代汽车
Volkswagen 大众汽车
BMW 宝马
Mercedes-Benz 梅赛德斯-奔驰 奔驰
Ford 福特
Boeing 波音
Airbus 空客
LinkedIn 领英
Sequoia 红杉资本 红杉
Goldman_Sachs 高盛
Morgan_Stanley 摩根士丹利 大摩
JPMorgan JPMorgan_Chase 摩根大通
BlackRock 贝莱德
Blackstone 黑石
Berkshire_Hathaway 伯克希尔
Walmart 沃尔玛
Starbucks 星巴克
McKinsey 麦肯锡
Deloitte 德勤
Accenture 埃森哲
Gartner 高德纳
Foxconn 富士康 鸿海
MediaTek 联发科
ASML 阿斯麦
SMIC 中芯国际
Stanford 斯坦福
MIT 麻省理工 麻省理工学院
Harvard 哈佛
Berkeley 伯克利
Princeton 普林斯顿
Oxford 牛津
Cambridge 剑桥
Tsinghua 清华
Peking_University 北京大学 北大
Reuters 路透社 路透
Bloomberg 彭博社 彭博
New_York_Times 纽约时报
Wall_Street_Journal WSJ 华尔街日报
Washington_Post 华盛顿邮报
Financial_Times FT 金融时报
The_Guardian Guardian 卫报
Economist The_Economist 经济学人
Forbes 福布斯
MIT_Technology_Review 麻省理工科技评论
Sam_Altman 萨姆·奥尔特曼 山姆·奥特曼 奥尔特曼 奥特曼 阿尔特曼
Elon_Musk 埃隆·马斯克 马斯克
Jensen_Huang 黄仁勋
Mark_Zuckerberg 马克·扎克伯格 扎克伯格 小扎
Tim_Cook 蒂姆·库克 库克
Satya_Nadella 萨提亚·纳德拉 纳德拉
Sundar_Pichai 桑达尔·皮查伊 皮查伊
Dario_Amodei 达里奥·阿莫代伊 达里奥·阿莫迪 阿莫迪 阿莫代伊
Demis_Hassabis 戴密斯·哈萨比斯 哈萨比斯
Yann_LeCun 杨立昆
Geoffrey_Hinton 杰弗里·辛顿 辛顿
Ilya_Sutskever 伊利亚·苏茨克维 苏茨克维
Andrej_Karpathy 安德烈·卡帕西 卡帕西
Mira_Murati 米拉·穆拉蒂 穆拉蒂
Greg_Brockman 格雷格·布罗克曼 布罗克曼
Masayoshi_Son 孙正义
Lisa_Su 苏姿丰
Jeff_Bezos 杰夫·贝索斯 贝索斯
Bill_Gates 比尔·盖茨 盖茨
Larry_Ellison 拉里·埃里森 埃里森
Donald_Trump Trump 特朗普 川普
Fei-Fei_Li 李飞飞
Andrew_Ng 吴恩达
Liang_Wenfeng 梁文锋
Jack_Ma 马云
Pony_Ma 马化腾
Robin_Li 李彦宏
Lei_Jun 雷军
Yang_Zhilin 杨植麟
"""
SHIPPED: tuple[tuple[str, ...], ...] = tuple(
    tuple(name.replace("_", " ") for name in line.split()) for line in _LINES.split("\n") if line
)


def merged(own: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return the shipped lines and a site's own ones."""
    return (*SHIPPED, *((name, *others) for name, others in own.items()))
