"""Words of the trade that a headline should not part over two lines if another break looks as good."""

from __future__ import annotations

from itertools import pairwise

WORDS = (
    "发布 推出 开源 模型 大模型 人工智能 智能体 机器人 公司 融资 估值 收购 芯片 推理 训练 数据 数据中心 "
    "参数 上线 升级 更新 研究 研究员 团队 用户 开发者 平台 应用 产品 技术 算力 显卡 谷歌 微软 苹果 "
    "英伟达 百度 阿里 腾讯 字节 跳动 华为 月之暗面 智谱 美国 中国 欧盟 法院 监管 安全 版权 诉讼 首次 "
    "首个 全球 国内 超过 达到 突破 宣布 支持 能力 性能 成本 价格 免费 开放 视频 图像 语音 文本 代码 编程 "
    "搜索 浏览器 手机 汽车 自动 驾驶 自动驾驶 医疗 教育 科学 论文 测试 基准 生成 多模态 上下文 世界 时代 "
    "市场 投资 亿美元 识别 市值 营收 亏损 利润 裁员 员工 服务 服务器 伺服器 产能 网络 系统 工具 助手 "
    "任务 场景 企业 政府 部门 法案 政策 规则 完成 推迟 保留 聊天 记录 要求 裁定 法官 合理 使用 公开 公布 "
    "回应 扩大 增长 下降 降低 上涨 大涨 登顶 追加 建设 正式 最新 最大 已经 可以 如何 为何 为什么 我们 "
    "复盘 开幕 利用率 拣选 他们 没有 成为 进入 计划 合作 竞争 创始人 董事会 季度 财报 股价 额度"
)
# two neighbouring characters of one word
UNPARTED = frozenset(pair for word in WORDS.split() for pair in map("".join, pairwise(word)))
CLINGING = frozenset("的了着过们吗呢吧等性化者率型器")  # no good at a line's start
